/** The page before sending: every answer as it stands, each with a way to change it. */

import { element, refill } from "../../dom.js";
import { readMoment } from "../../form/moments.js";
import { own } from "../../own.js";
import { formatDay } from "../dom.js";
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
      const id = idOf(part);
      const texts = textsOf(part, own(answers, id)).map((text) => answerOf(id, text));
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
 * Return what was answered: each choice by itself, what was written together, a day as it was
 * understood. A secret stays one.
 * @param {HTMLElement} part
 * @param {unknown} answer
 * @returns {string[]}
 */
function textsOf(part, answer) {
  const { secret } = part.dataset;
  if (secret) {
    return [secret];
  }
  const said = part.querySelector("[data-day]") && readMoment(String(answer));
  if (said) {
    return said.filter(Boolean).map((each) => {
      const pick = part.querySelector(`[type=radio][value="${each}"]`);
      return pick ? wordsOf(/** @type {HTMLInputElement} */ (pick)) : formatDay(each);
    });
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
  return /** @type {any} */ (field).selectedOptions?.[0].text ?? field.value;
}
