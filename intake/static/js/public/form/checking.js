/** The page before sending: every answer as it stands, each with a way to change it. */

import { element, refill } from "../../dom.js";
import { readMoment } from "../../form/moments.js";
import { own } from "../../own.js";
import { formatDay } from "../dom.js";
import { fieldsIn, isPick } from "../questions/fields.js";
import { inOrder } from "../questions/ordered.js";
import { toldNow, toldSection } from "../questions/telling.js";
import { startWording } from "../questions/wording.js";

/** @typedef {import("./cutting.js").Screen} Screen */
/** @typedef {import("../../form/conditions.js").Answers} Answers */

/**
 * Put the page before sending together; what the rules tell stands above the answers.
 * @param {HTMLElement} root
 * @param {HTMLElement} section where it stands
 * @param {import("./steps.js").Loaded} loaded
 * @param {(screen: Screen) => void} go
 * @returns {(screens: import("./bar.js").Asked, answers: Answers) => void} shows what would be sent
 */
export function startChecking(root, section, { data, words, told, other }, go) {
  const [said, list] = [element("div"), element("dl", { class: "check" })];
  section.append(said, list);
  return (screens, answers) => {
    refill(said, ...toldNow(data.rules, answers).map((name) => toldSection(name, told[name])));
    startWording(root, other)(answers);
    const rows = [...screens].flatMap(([screen, parts]) =>
      parts
        .filter(({ id }) => own(answers, id) !== undefined)
        .map((part) => rowOf(part, own(answers, part.id), words.change, () => go(screen))),
    );
    refill(list, ...rows);
  };
}

/**
 * An answer in the words of the page, which are in this document already.
 * @param {import("./cutting.js").Part} part
 * @param {unknown} answer
 * @param {string} change what the way back says
 * @param {() => void} go
 */
function rowOf({ id, node, words }, answer, change, go) {
  const label = (words.textContent ?? "").trim();
  const way = { type: "button", "aria-label": `${change}: ${label}` };
  const button = element("button", way, change);
  button.addEventListener("click", go);
  const texts = textsOf(node, answer).map((text) => answerOf(id, text));
  const back = element("dd", { class: "change" }, button);
  return element("div", {}, element("dt", {}, label), ...texts, back);
}

/**
 * @param {string} id
 * @param {string} text
 */
function answerOf(id, text) {
  return element("dd", { "data-answer": id, dir: "auto", translate: "no" }, ...inOrder(text));
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

/** @param {import("../questions/fields.js").Field} field */
function wordsOf(field) {
  if (isPick(field)) {
    return field.closest("label")?.textContent?.trim() ?? "";
  }
  return /** @type {any} */ (field).selectedOptions?.[0].text ?? field.value;
}
