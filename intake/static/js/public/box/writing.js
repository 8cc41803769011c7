/**
 * Adding to an opened box: a reply, or something new that happened.
 *
 * What was sealed is kept until we know that it arrived: the same words are then sent as the same bytes.
 */

import { PaddingError } from "../../crypto/padding.js";
import { find, refill } from "../../dom.js";
import { judgeIncident } from "../../form/incidents.js";
import { checkAnswers, dropHidden, visible } from "../../form/questions.js";
import { hoursOf } from "../../form/triage.js";
import { own } from "../../own.js";
import { fill, joinSentences, languageOf, say } from "../dom.js";
import { guardLeaving } from "../leaving.js";
import { askBack } from "../questions/asking.js";
import { fieldToMend, idOf, leadToNumbers, lockFields, showLimit } from "../questions/fields.js";
import { readAnswers } from "../questions/reading.js";
import { toldNow, toldSection } from "../questions/telling.js";
import { startWording } from "../questions/wording.js";
import { isApart } from "../sealing/draft.js";
import { askHour, NoAnswer, postFor, Refusal } from "../wire.js";
import { empty, mark, partsOf } from "./fields.js";

/** @typedef {import("./opening.js").Opened} Opened */
/** @typedef {import("./opening.js").Message} Message */
/** @typedef {import("./opening.js").Judged} Judged */
/** @typedef {import("../../form/conditions.js").Answers} Answers */

/**
 * @param {HTMLElement} root
 * @param {Opened} opened
 * @param {import("./view.js").Loaded} loaded
 * @param {(message: Message) => void} show what was added
 */
export function startWriting(root, opened, { words, faults, incident, told, other }, show) {
  const field = /** @type {HTMLTextAreaElement} */ (find("[name=message]", root));
  const label = /** @type {HTMLElement} */ (field.parentElement);
  const most = Number(field.dataset.most);
  const button = /** @type {HTMLButtonElement} */ (find("[name=send]", root));
  const problem = find("[role=alert]", root);
  const [arrived, place] = [find("[data-arrived]", root), find("[data-told]", root)];
  const asked = /** @type {HTMLElement | null} */ (root.querySelector("[data-incident]"));
  /** @type {Record<string, unknown>} */
  const askedBack = {};
  /** @type {(import("./opening.js").Written & {key: string, judged: Judged | null}) | null} */
  let pending = null;

  const counting = { limit: words.limit, over: words.longer };

  const isNew = () => Boolean(root.querySelector("[name=what][value=new]:checked"));

  const render = () => {
    if (asked) {
      asked.hidden = !isNew();
      const given = readAnswers(asked, incident);
      const shown = visible(incident, given);
      for (const part of partsOf(asked)) {
        const id = idOf(part);
        part.hidden = !shown.has(id);
        showLimit(part, incident.questions[id].m, own(given, id), counting);
      }
    }
    showLimit(label, most, field.value, counting);
  };

  /** @returns {Answers | null} what is answered about something new; null for a reply */
  const happened = () =>
    asked && isNew() ? dropHidden(incident, readAnswers(asked, incident)) : null;

  /** Say what must be mended first, beside it. @param {string} text @param {Answers | null} answers */
  const isFaulty = (text, answers) => {
    const [[id, code] = ["", ""]] = Object.entries(
      answers ? checkAnswers(incident, answers, askedBack, Math.floor(Date.now() / 1000)) : {},
    );
    const part = id ? find(`#q-${id}`, root) : label;
    const [said, limit] = id ? [answers?.[id], incident.questions[id].m] : [text, most];
    const n = [...String(said)].length - (limit ?? 0);
    const isLong = !id && n > 0;
    const isEmpty = !(text || answers?.kinds);
    const asked = id ? askBack(fill(faults[code], { n }), incident.dates, said) : [];
    const whole = isLong ? fill(faults.too_long, { n }) : isEmpty ? words.empty : "";
    askedBack[id] = said;
    part.before(problem); // Above what it is about, and in view with it.
    say(problem, ...(id ? asked : [whole]));
    mark(root, problem.hidden ? null : id ? fieldToMend(part, code) : field);
    if (!problem.hidden) {
      problem.scrollIntoView();
    }
    return !problem.hidden;
  };

  const send = async (/** @type {string} */ text, /** @type {Answers | null} */ answers) => {
    const key = JSON.stringify([text, answers]);
    if (pending?.key !== key) {
      const now = Math.floor(Date.now() / 1000);
      const lang = languageOf(location.pathname);
      const judged = answers && judgeIncident(incident, answers, lang, now, await askHour());
      pending = { key, judged, ...(await opened.seal(text, judged)) };
    }
    await postFor(`${location.pathname}/message`, pending.body, isDone);
    await pending.keep();
    const { judged } = pending;
    pending = null;
    const day = new Date().toISOString().slice(0, 10);
    show({ by: "reporter", day, text, happened: answers });
    problem.className = "note";
    tell(judged);
    empty(root);
    guardLeaving(false);
    render();
    problem.scrollIntoView();
  };

  /** Say that it has arrived, and what the rules tell about something new. @param {Judged | null} judged */
  const tell = (judged) => {
    const hours = judged ? hoursOf(judged) : [];
    const danger = judged?.level === "emergency" && words.danger;
    const clock = judged && isApart(hours) && words.apart;
    say(problem, joinSentences(words.added, danger, clock));
    arrived.hidden = false;
    const names = judged ? toldNow(incident.rules, judged.answers, hours) : [];
    refill(place, ...names.map((name) => toldSection(name, told[name])));
    startWording(place, other)(opened.answers);
  };

  button.addEventListener("click", async () => {
    const [text, answers] = [field.value.trim(), happened()];
    problem.className = "care";
    arrived.hidden = true;
    refill(place);
    if (button.disabled || isFaulty(text, answers)) {
      return;
    }
    button.before(problem);
    button.disabled = true;
    lockFields(root, true);
    try {
      await send(text, answers);
    } catch (error) {
      say(problem, problemOf(error, words));
    }
    button.disabled = false;
    lockFields(root, false);
  });
  root.addEventListener("input", ({ target }) => {
    guardLeaving(true);
    if (problem.className === "note") {
      say(problem, ""); // What arrived is not what is written now.
    }
    render();
    leadToNumbers(target, incident);
  });
  render();
}

/** Nothing but an empty object is what a message is answered (SPEC 9). @param {any} told */
function isDone(told) {
  return JSON.stringify(told) === "{}";
}

/**
 * @param {unknown} error
 * @param {Record<string, string>} words
 * @returns {string} why a message was not added
 */
function problemOf(error, words) {
  if (error instanceof Refusal) {
    return error.message;
  }
  if (error instanceof NoAnswer) {
    return words.unsure;
  }
  return error instanceof PaddingError ? words.too_long : words.unable;
}
