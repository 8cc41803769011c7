/**
 * Conditions over answers: when a question is shown, and when an urgency rule speaks.
 *
 * Twin of `intake/form/questions/conditions.py`, which says what the language means and has checked every condition
 * before it comes here. Both read `tests/vectors/triage.json`.
 */

import { isDay } from "../crypto/shapes.js";
import { own } from "../own.js";

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

const MOMENT = /^([12].{9})(?:[T ]([0-9]{2}):([0-9]{2})(?::[0-5][0-9])?)?$/;
const EASTMOST_SECONDS = 14 * 3600; // Local time at UTC+14: the first place where a date begins.

/**
 * The earliest moment a date or date and time without zone can mean.
 * @param {string} text `2026-11-25` or `2026-11-25T14:30`
 * @returns {number | null} Unix seconds, or null if the text is no such date
 */
export function earliestMoment(text) {
  const found = MOMENT.exec(text);
  if (!found) {
    return null;
  }
  const [day, hour, minute] = [found[1], Number(found[2] || 0), Number(found[3] || 0)];
  if (!isDay(day) || hour > 23 || minute > 59) {
    return null;
  }
  return Date.parse(day) / 1000 + hour * 3600 + minute * 60 - EASTMOST_SECONDS;
}

/**
 * The answers without those dates that cannot be read: they count as unanswered.
 * @param {Answers} answers
 * @param {readonly string[]} dates ids of the questions that are dates
 * @returns {Answers}
 */
export function readable(answers, dates) {
  const kept = Object.entries(answers).filter(
    ([name, value]) =>
      !dates.includes(name) || (typeof value === "string" && earliestMoment(value) !== null),
  );
  return Object.fromEntries(kept);
}

/**
 * Tell whether a condition is true of the answers; never throws.
 * @param {Condition} condition
 * @param {Answers} answers
 * @param {number} now Unix seconds
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
    const moment = typeof value === "string" ? earliestMoment(value) : null;
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
