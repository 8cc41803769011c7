/**
 * Adding to an opened box: a reply, or something new that happened.
 *
 * What was sealed is kept until we know that it arrived: the same words are then sent as the same bytes.
 */

import { PaddingError } from "../../crypto/padding.js";
import { find } from "../../dom.js";
import { judgeIncident } from "../../form/incidents.js";
import { checkAnswers, dropHidden, visible } from "../../form/questions.js";
import { fill, languageOf, say } from "../dom.js";
import { askBack } from "../form/asking.js";
import { fieldToMend, lockFields } from "../form/fields.js";
import { readAnswers } from "../form/screens.js";
import { guardLeaving } from "../leaving.js";
import { askHour, NoAnswer, postFor, Refusal } from "../wire.js";

/** @typedef {import("./opening.js").Opened} Opened */
/** @typedef {import("./opening.js").Message} Message */
/** @typedef {import("../../form/conditions.js").Answers} Answers */

/**
 * @param {HTMLElement} root
 * @param {Opened} opened
 * @param {import("./view.js").Loaded} loaded
 * @param {(message: Message) => void} show what was added
 */
export function startWriting(root, opened, { words, faults, incident }, show) {
  const field = /** @type {HTMLTextAreaElement} */ (find("[name=message]", root));
  const button = /** @type {HTMLButtonElement} */ (find("[name=send]", root));
  const problem = find("[role=alert]", root);
  const asked = /** @type {HTMLElement | null} */ (root.querySelector("[data-incident]"));
  /** @type {Record<string, unknown>} */
  const askedBack = {};
  /** @type {(import("./opening.js").Written & {key: string, level?: string}) | null} */
  let pending = null;

  const isNew = () => Boolean(root.querySelector("[name=what][value=new]:checked"));

  const render = () => {
    if (asked) {
      asked.hidden = !isNew();
      const shown = visible(incident, readAnswers(asked, incident));
      for (const part of partsOf(asked)) {
        part.hidden = !shown.has(part.id.slice(2));
      }
    }
  };

  /** @returns {Answers | null} what is answered about something new; null for a reply */
  const happened = () =>
    asked && isNew() ? dropHidden(incident, readAnswers(asked, incident)) : null;

  /** Say what must be mended first, beside it. @param {string} text @param {Answers | null} answers */
  const isFaulty = (text, answers) => {
    const [[id, code] = ["", ""]] = Object.entries(
      answers ? checkAnswers(incident, answers, askedBack) : {},
    );
    const isEmpty = !(text || answers?.kinds);
    const over = [...String(answers?.[id] ?? "")].length - (incident.questions[id]?.m ?? 0);
    const asked = id && askBack(fill(faults[code], { n: over }), incident.dates, answers?.[id]);
    say(problem, asked || (isEmpty ? words.empty : ""));
    askedBack[id] = answers?.[id];
    const place = id ? fieldToMend(find(`#q-${id}`, root), code) : field;
    mark(root, id || isEmpty ? place : null);
    return Boolean(id || isEmpty);
  };

  const send = async (/** @type {string} */ text, /** @type {Answers | null} */ answers) => {
    const key = JSON.stringify([text, answers]);
    if (pending?.key !== key) {
      const now = Math.floor(Date.now() / 1000);
      const lang = languageOf(location.pathname);
      const judged = answers && judgeIncident(incident, answers, lang, now, await askHour());
      pending = { key, level: judged?.level, ...(await opened.seal(text, judged)) };
    }
    await postFor(`${location.pathname}/message`, pending.body, isDone);
    await pending.keep();
    const isDanger = pending.level === "emergency";
    pending = null;
    const day = new Date().toISOString().slice(0, 10);
    show({ by: "reporter", day, text, happened: answers });
    say(problem, [words.added, isDanger && words.danger].filter(Boolean).join(" "));
    problem.className = "note";
    empty(root);
    guardLeaving(false);
    render();
  };

  button.addEventListener("click", async () => {
    const [text, answers] = [field.value.trim(), happened()];
    problem.className = "care";
    if (button.disabled || isFaulty(text, answers)) {
      return;
    }
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
  root.addEventListener("input", () => {
    guardLeaving(true);
    render();
  });
  render();
}

/** Nothing but an empty object is what a message is answered (SPEC 9). @param {any} told */
function isDone(told) {
  return JSON.stringify(told) === "{}";
}

/** @param {HTMLElement} asked @returns {HTMLElement[]} */
function partsOf(asked) {
  return Array.from(asked.querySelectorAll("[id^=q-]"));
}

/**
 * Tie what is said to the field it is about, and lead there.
 * @param {HTMLElement} root
 * @param {HTMLElement | null} place
 */
function mark(root, place) {
  for (const marked of root.querySelectorAll("[aria-describedby=problem]")) {
    marked.removeAttribute("aria-describedby");
    marked.removeAttribute("aria-invalid");
  }
  place?.setAttribute("aria-describedby", "problem");
  place?.setAttribute("aria-invalid", "true");
  place?.focus();
}

/** Take back what was sent. @param {HTMLElement} root */
function empty(root) {
  const fields = root.querySelectorAll("input, select, textarea");
  for (const each of /** @type {NodeListOf<HTMLInputElement>} */ (fields)) {
    if (/^(radio|checkbox)$/.test(each.type)) {
      each.checked = each.value === "reply" && each.name === "what";
    } else {
      each.value = "";
    }
  }
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
