/** The answers of a report, in the order of the form, with its English words. */

import { isDay } from "../../crypto/shapes.js";
import { element } from "../../dom.js";
import { own } from "../../own.js";
import { dayWords } from "./due.js";

/** @typedef {import("../../form/conditions.js").Answers} Answers */
/** @typedef {import("../../form/questions.js").ClientData} ClientData */
/** @typedef {{label: string, choices: Record<string, string>}} QuestionText */
/**
 * The English form: `reasons` are the words of the rules by id, `tags` those of their tags.
 * @typedef {ClientData & {texts: Record<string, QuestionText>,
 *   reasons: Record<string, {why: string, first: string}>, tags: Record<string, string>}} Form
 */

const LONG = ["textarea"];
const ELSEWHERE = ["c_avoid"]; // Shown on top of the page.

/**
 * @param {Form} form
 * @param {Answers} answers of report and contact together
 * @param {string} lang tag of the language the form was shown in
 * @returns {HTMLElement[]} one `div` with term and description per answer
 */
export function answerList(form, answers, lang) {
  const known = Object.keys(form.questions).filter((id) => own(answers, id) !== undefined);
  // An answer to no question of this form is shown under its id rather than lost.
  const unknown = Object.keys(answers).filter((id) => !own(form.questions, id));
  return [...known, ...unknown]
    .filter((id) => !ELSEWHERE.includes(id))
    .map((id) => answerItem(form, id, own(answers, id) ?? "", lang));
}

/**
 * @param {Form} form
 * @param {string} id
 * @param {string | readonly string[]} value
 * @param {string} lang
 */
function answerItem(form, id, value, lang) {
  const type = own(form.questions, id)?.t ?? "text";
  const texts = own(form.texts, id);
  const chosen = Boolean(Object.keys(texts?.choices ?? {}).length);
  const isTyped = !chosen && (type === "text" || type === "textarea");
  const description = element(
    "dd",
    {
      "data-answer": id,
      dir: "auto",
      lang: isTyped ? lang : undefined,
      class: LONG.includes(type) ? "long" : undefined,
    },
    answerText(form, id, value),
  );
  return element("div", {}, element("dt", {}, texts?.label ?? id), description);
}

/**
 * @param {Form} form
 * @param {string} id
 * @param {string | readonly string[]} value
 * @returns {string}
 */
export function answerText(form, id, value) {
  const choices = own(form.texts, id)?.choices ?? {};
  const values = typeof value === "string" ? [value] : value;
  const type = own(form.questions, id)?.t;
  return values
    .map((one) =>
      type === "date" || type === "datetime" ? dateText(one) : (own(choices, one) ?? one),
    )
    .join("\n");
}

/**
 * A time without zone is shown as it was written: nobody knows whose clock it was.
 * @param {string} value `2026-11-24` or `2026-11-24T15:00`
 */
function dateText(value) {
  const [day, hour] = [value.slice(0, 10), value.slice(11)];
  if (!isDay(day) || !/^$|^[T ]/.test(value.slice(10))) {
    return value;
  }
  const words = `${dayWords(day)} ${day.slice(0, 4)}`;
  return hour ? `${words}, ${hour} (their clock)` : words;
}
