/** The opened box as the reporter sees it. Text goes in as text, never as HTML. */

import { PaddingError } from "../../crypto/padding.js";
import { element, find } from "../../dom.js";
import { own } from "../../own.js";
import { formatDay, moveTo, replaceMain, say } from "../dom.js";
import { NoAnswer, post, Refusal } from "../wire.js";

/** @typedef {import("./opening.js").Opened} Opened */
/** @typedef {import("./opening.js").Message} Message */

/**
 * What the page's data file holds: words, and the questions as [label, words of the choices, 1
 * for a date or 2 for what is never shown].
 * @typedef {{words: Record<string, string>, status: Record<string, string>,
 *   purposes: Record<string, string>, roles: Record<string, string>,
 *   questions: Record<string, [string, Record<string, string>, number]>}} Loaded
 */

/**
 * Put the opened box in the place of the page that asked for the code.
 * @param {Opened} opened
 * @param {Loaded} loaded
 */
export function showBox(opened, loaded) {
  const main = replaceMain("opened");
  const { meta } = opened;
  const { words } = loaded;
  find("[data-saw]", main).hidden = !meta.server_saw;
  const troubles = [
    meta.readers === false && words.no_readers,
    opened.isUnreadable && words.unreadable,
    opened.isMissing && words.missing,
  ];
  say(find("[data-trouble]", main), troubles.filter(Boolean).join(" "));
  showSteps(find("[data-steps]", main), meta.steps, loaded.status);
  find("[data-active]", main).textContent = formatDay(meta.active_on);
  say(find("[data-promise]", main), meta.promise);
  for (const message of opened.messages) {
    addMessage(find("[data-thread]", main), message, words);
  }
  showAnswers(find("[data-answers]", main), opened.answers, loaded);
  showOpenings(find("[data-openings]", main), meta.openings, loaded);
  find("[data-write]", main).hidden = meta.readers === false;
  listen(main, opened, words);
  moveTo(find("h1", main));
}

/**
 * @param {HTMLElement} list
 * @param {string[]} done
 * @param {Record<string, string>} status
 */
function showSteps(list, done, status) {
  for (const [step, text] of Object.entries(status)) {
    const item = element("li", done.includes(step) ? { class: "done" } : {}, text);
    if (step === done[done.length - 1]) {
      item.setAttribute("aria-current", "step");
    }
    list.append(item);
  }
}

/**
 * @param {HTMLElement} thread
 * @param {Message} message
 * @param {Record<string, string>} words
 */
function addMessage(thread, { by, day, text }, words) {
  thread.querySelector(".soft")?.remove();
  const isShut = text === null;
  const marked = isShut ? { class: "care" } : { dir: "auto" };
  const who = by === "staff" ? words.us : words.you;
  const from = element("small", {}, `${who} · ${formatDay(day)}`);
  thread.append(
    element(
      "article",
      { "data-message": by, translate: "no", ...marked },
      from,
      isShut ? words.shut : text,
    ),
  );
}

/**
 * @param {HTMLElement} list
 * @param {Record<string, string | string[]>} answers
 * @param {Loaded} loaded
 */
function showAnswers(list, answers, { questions, words }) {
  for (const [name, [label, choices, way]] of Object.entries(questions)) {
    const value = own(answers, name);
    if (value !== undefined) {
      list.append(element("dt", {}, label));
      const secret = way === 2 && words.secret;
      for (const item of secret ? [secret] : [value].flat()) {
        const text = way === 1 ? formatDay(item) : (own(choices, item) ?? item);
        list.append(element("dd", { "data-answer": name, dir: "auto", translate: "no" }, text));
      }
    }
  }
}

/**
 * One line a day, role and purpose: each reload of a caseworker's page is an opening, and many lines
 * frighten.
 * @param {HTMLElement} list
 * @param {Opened["meta"]["openings"]} openings
 * @param {Loaded} loaded
 */
function showOpenings(list, openings, { roles, purposes, words }) {
  /** @type {Map<string, number>} */
  const lines = new Map();
  for (const { day, role, purpose } of openings) {
    const line = [formatDay(day), roles[role] ?? role, purposes[purpose] ?? purpose].join(" · ");
    lines.set(line, (lines.get(line) ?? 0) + 1);
  }
  for (const [line, times] of lines) {
    const count = times > 1 ? ` · ${words.times.replace("{n}", String(times))}` : "";
    list.append(element("li", {}, line + count));
  }
  if (openings.length === 0) {
    list.append(element("li", { class: "soft" }, words.nobody));
  }
}

/**
 * Let the reporter add a message. What was sealed is kept until we know that it arrived: the same
 * text is then sent as the same bytes.
 * @param {HTMLElement} main
 * @param {Opened} opened
 * @param {Record<string, string>} words
 */
function listen(main, opened, words) {
  const field = /** @type {HTMLTextAreaElement} */ (find("[name=message]", main));
  const button = /** @type {HTMLButtonElement} */ (find("[name=send]", main));
  const problem = find("[role=alert]:not([data-trouble])", main);
  /** @type {(import("./opening.js").Written & {text: string}) | null} */
  let pending = null;
  button.addEventListener("click", async () => {
    const text = field.value.trim();
    if (!text || button.disabled) {
      say(problem, text ? "" : words.empty);
      return;
    }
    button.disabled = true;
    problem.className = "care";
    try {
      if (pending?.text !== text) {
        pending = { text, ...(await opened.seal(text)) };
      }
      await post(`${location.pathname}/message`, pending.body);
      await pending.keep();
      pending = null;
      field.value = "";
      const day = new Date().toISOString().slice(0, 10);
      addMessage(find("[data-thread]", main), { by: "reporter", day, text }, words);
      say(problem, words.added);
      problem.className = "note";
    } catch (error) {
      say(problem, problemOf(error, words));
    }
    button.disabled = false;
  });
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
