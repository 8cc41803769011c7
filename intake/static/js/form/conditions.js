/**
 * Conditions over answers: when a question is shown, and when an urgency rule speaks.
 *
 * Twin of `intake/form/questions/conditions.py`, which says what the language means and has checked every condition
 * before it comes here. Both read `tests/vectors/triage.json`.
 */

import { own } from "../own.js";
import { earliestMoment } from "./moments.js";

/** @typedef {Readonly<Record<string, string | readonly string[]>>} Answers question id to answer */
/**
 * @typedef {object} Condition
 * @property {Condition[]} [all]
 * @property {Condition[]} [any]
 * @property {Condition} [not]
 * @property {string | string[]} [q] a question, or any of several
 * @property {string | string[]} [has]
 * @property {true} [answered]
 * @property {number} [within_hours]
 */

/**
 * The answers as the rules read them: of each date what says a moment, or it is unanswered.
 * @param {Answers} answers
 * @param {readonly string[]} dates ids of the questions that are dates
 * @returns {Answers}
 */
export function readable(answers, dates) {
  const read = Object.entries(answers).flatMap(([name, value]) => {
    const said = dates.includes(name) ? readableDate(value) : value;
    return said === undefined ? [] : [[name, said]];
  });
  return Object.fromEntries(read);
}

/**
 * A date, or the rough day that was picked beside words that nobody could read.
 * @param {string | readonly string[]} value
 */
function readableDate(value) {
  const parts = typeof value === "string" ? [value, value.split("|")[0]] : [];
  return parts.find((part) => earliestMoment(part, 0) !== null);
}

/**
 * Tell whether a condition is true of the answers; never throws.
 * @param {Condition} condition
 * @param {Answers} answers
 * @param {number} now Unix seconds: when the answers are sealed, which a rough day is meant from
 * @returns {boolean}
 */
export function holds(condition, answers, now) {
  if (condition.all) {
    return condition.all.every((part) => holds(part, answers, now));
  }
  if (condition.any) {
    return condition.any.some((part) => holds(part, answers, now));
  }
  if (condition.not) {
    return !holds(condition.not, answers, now);
  }
  return several(condition.q).some((name) => matches(condition, own(answers, name), now));
}

/**
 * Return the questions a condition asks about, in the order in which it names them.
 * @param {Condition} condition
 * @returns {readonly string[]}
 */
export function asked({ all = [], any = [], not, q }) {
  return [...several(q), ...[...all, ...any, ...(not ? [not] : [])].flatMap(asked)];
}

/**
 * @param {Condition} condition
 * @param {string | readonly string[] | undefined} value
 * @param {number} now
 * @returns {boolean}
 */
function matches(condition, value, now) {
  if (!value || value.length === 0) {
    return false;
  }
  if (condition.has) {
    const picked = several(value);
    return several(condition.has).some((choice) => picked.includes(choice));
  }
  if (condition.within_hours) {
    const moment = typeof value === "string" ? earliestMoment(value, now) : null;
    return moment !== null && moment - now <= condition.within_hours * 3600;
  }
  return true;
}

/**
 * @param {string | readonly string[] | undefined} value
 * @returns {readonly string[]}
 */
function several(value) {
  return typeof value === "string" ? [value] : (value ?? []);
}
