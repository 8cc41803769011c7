/** The page before sending: every answer as it stands, each with a way to change it. */

import { element, refill } from "../../dom.js";
import { own } from "../../own.js";
import { writeDay } from "../dom.js";
import { fieldsIn, idOf, isPick, nameOf } from "./fields.js";

/**
 * List the answers in the words of the page, which are in this document already.
 * @param {HTMLElement} list
 * @param {import("./screens.js").Screen[]} screens those that are asked
 * @param {import("../../form/conditions.js").Answers} answers what would be sent
 * @param {string} change what the way back says
 * @param {(screen: import("./screens.js").Screen) => void} go
 */
export function listAnswers(list, screens, answers, change, go) {
  refill(list);
  for (const screen of screens) {
    // A question of the short path may stand on a screen of its own as well.
    const isFirst = (/** @type {HTMLElement} */ part) =>
      screens.find(({ parts }) => parts.includes(part)) === screen;
    for (const part of screen.parts
      .filter(isFirst)
      .filter((each) => own(answers, idOf(each)) !== undefined)) {
      const label = (nameOf(part).textContent ?? "").trim();
      const button = element(
        "button",
        { type: "button", "aria-label": `${change}: ${label}` },
        change,
      );
      button.addEventListener("click", () => go(screen));
      const texts = textsOf(part).map((text) => answerOf(idOf(part), text));
      const row = [element("dt", {}, label), ...texts, element("dd", { class: "change" }, button)];
      list.append(element("div", {}, ...row));
    }
  }
}

/**
 * @param {string} id
 * @param {string} text
 */
function answerOf(id, text) {
  return element("dd", { "data-answer": id, dir: "auto", translate: "no" }, text);
}

/**
 * Return what was answered: each choice by itself, what was written together. A secret stays one.
 * @param {HTMLElement} part
 * @returns {string[]}
 */
function textsOf(part) {
  const { secret } = part.dataset;
  if (secret) {
    return [secret];
  }
  const fields = fieldsIn(part).filter(({ value }) => value);
  const picks = fields.filter((field) => isPick(field) && field.checked);
  const written = fields.filter((field) => !isPick(field)).map(wordsOf);
  return [...picks.map(wordsOf), written.join(" ")].filter(Boolean);
}

/** @param {import("./fields.js").Field} field */
function wordsOf(field) {
  if (isPick(field)) {
    return field.closest("label")?.textContent?.trim() ?? "";
  }
  const { selectedOptions, valueAsDate } = /** @type {any} */ (field);
  return selectedOptions?.[0].text ?? (field.type === "date" ? writeDay(valueAsDate) : field.value);
}
