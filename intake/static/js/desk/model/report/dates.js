/** The dates that a reporter gave, in the words of the questions, the nearest first. */

import { readable } from "../../../form/conditions.js";
import { dayOfMoment, earliestMoment, readMoment } from "../../../form/moments.js";
import { own } from "../../../own.js";
import { nearWords } from "../days.js";

/** @typedef {import("./answers.js").Form} Form */
/** @typedef {import("../../../form/conditions.js").Answers} Answers */
/** @typedef {{id: string, day: string, when: string, words: string}} Near */

/**
 * @param {Form} form
 * @param {Answers} answers
 * @param {string} today
 * @param {number} at when the report was sealed, Unix seconds
 * @returns {Near[]} of today or later, of a rough day the first that it can be
 */
export function datesOf(form, answers, today, at) {
  const read = readable(answers, form.rules.dates);
  const dates = form.rules.dates.flatMap((id) => {
    const value = String(own(read, id) ?? "");
    const hour = readMoment(value)?.[3];
    const first = dayOfMoment(value, at);
    return earliestMoment(value, at) !== null && first >= today
      ? [{ id, day: hour ? `${first}T${hour}` : first }]
      : [];
  });
  dates.sort((one, other) => (one.day < other.day ? -1 : Number(one.day > other.day)));
  return dates.map(({ id, day }) => ({
    id,
    day,
    when: nearWords(day, today),
    words: own(form.texts, id)?.label ?? id,
  }));
}
