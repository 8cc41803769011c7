/** The dates that a reporter gave, in the words of the questions, the nearest first. */

import { own } from "../../../own.js";
import { nearWords } from "../days.js";

/** @typedef {import("./answers.js").Form} Form */
/** @typedef {import("../../../form/conditions.js").Answers} Answers */
/** @typedef {{id: string, day: string, when: string, words: string}} Near */

/**
 * @param {Form} form
 * @param {Answers} answers
 * @param {string} today
 * @returns {Near[]} of today or later
 */
export function datesOf(form, answers, today) {
  const dates = form.rules.dates.flatMap((id) => {
    const value = own(answers, id);
    return typeof value === "string" && value.slice(0, 10) >= today ? [{ id, day: value }] : [];
  });
  dates.sort((one, other) => (one.day < other.day ? -1 : Number(one.day > other.day)));
  return dates.map(({ id, day }) => ({
    id,
    day,
    when: nearWords(day, today),
    words: own(form.texts, id)?.label ?? id,
  }));
}
