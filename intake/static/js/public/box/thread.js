/** The messages of an opened box, the newest first. Text goes in as text, never as HTML. */

import { element } from "../../dom.js";
import { own } from "../../own.js";
import { formatDay, formatMoment } from "../dom.js";
import { inOrder } from "../questions/ordered.js";

/** @typedef {import("./opening.js").Message} Message */
/** @typedef {import("./view.js").Loaded} Loaded */

/**
 * Fill the thread of a box that was just opened.
 * @param {HTMLElement} thread
 * @param {Message[]} messages the oldest first
 * @param {Loaded} loaded
 */
export function showThread(thread, messages, loaded) {
  const last = messages.map(({ by }) => by !== "staff").lastIndexOf(true);
  for (const [at, message] of messages.entries()) {
    addMessage(thread, message, loaded, at > last);
  }
}

/**
 * @param {HTMLElement} thread
 * @param {Message} message the newest
 * @param {Loaded} loaded
 * @param {boolean} isNew whether it is an answer that came after the reporter's last word. Nothing is
 *   kept of what somebody has seen, neither here nor at the server: this is what is known
 */
export function addMessage(thread, { by, day, text, happened }, loaded, isNew) {
  const { words } = loaded;
  thread.querySelector(".soft")?.remove();
  if (by !== "staff") {
    for (const mark of thread.querySelectorAll("[data-new]")) {
      mark.remove(); // It stands only until the reporter's next word.
    }
  }
  const shut = text === null ? { class: "care" } : {};
  const article = element("article", { "data-message": by, ...shut });
  if (isNew) {
    article.append(element("b", { "data-new": "" }, words.new));
  }
  const who = by === "staff" ? words.us : words.you;
  article.append(element("small", {}, `${who} · ${formatDay(day)}`));
  if (happened) {
    const list = element("dl");
    showAnswers(list, happened, loaded, day);
    article.append(list);
  }
  if (text === null) {
    article.append(element("p", {}, words.shut));
  } else if (text) {
    article.append(
      element("p", { "data-text": "", dir: "auto", translate: "no" }, ...inOrder(text)),
    );
  }
  thread.prepend(article);
}

/**
 * @param {HTMLElement} list
 * @param {Record<string, string | string[]>} answers
 * @param {Loaded} loaded
 * @param {string} sent day on which they were sealed
 */
export function showAnswers(list, answers, { questions, words }, sent) {
  for (const [name, [label, choices, way]] of Object.entries(questions)) {
    const value = own(answers, name);
    if (value !== undefined) {
      list.append(element("dt", {}, label));
      const secret = way === 2 && words.secret;
      for (const item of secret ? [secret] : [value].flat()) {
        const isDay = way === 1;
        const text = isDay ? formatMoment(item, choices, sent) : (own(choices, item) ?? item);
        const marks = { "data-answer": name, dir: "auto", translate: "no" };
        list.append(element("dd", marks, ...inOrder(text)));
      }
    }
  }
}
