/**
 * What an answer to a question about a day says: a rough day, a day, a part of the day, an hour.
 *
 * Twin of `intake/form/questions/moments.py`, which says what each means; both read
 * `tests/vectors/moments.json`.
 */

import { isDay } from "../crypto/shapes.js";
import { own } from "../own.js";

const GAP = "(?:[T ](?=.)|$)";
const SHAPE = new RegExp(
  `^(?:(today|tomorrow|week|next_week|later|not_said)${GAP})?(?:([12].{9})${GAP})?` +
    `(?:(morning|afternoon|evening|night)${GAP})?(?:([01][0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9])?)?$`,
);
const DAY = 86400;
const EASTMOST = 14 * 3600; // UTC+14: the first place where a day begins.
const WESTMOST = 12 * 3600; // UTC-12: there it is still the day before.
// Days after its first that a rough day can still be, wherever it was said.
const LASTS = { today: 1, tomorrow: 1, week: 7, next_week: 13 };
const [FIRST, LAST] = [-719162, 2932896]; // 0001-01-01 and 9999-12-31, counted from 1970.

/**
 * @param {string} text
 * @returns {string[] | null} what an answer says: rough day, day, part of the day and hour, empty what
 *   was left out; null if the text is no such answer
 */
export function readMoment(text) {
  const found = text ? SHAPE.exec(text) : null;
  if (!found) {
    return null;
  }
  const [, rough = "", day = "", part = "", hour = "", minute] = found;
  return day && !isDay(day) ? null : [rough, day, part, hour && `${hour}:${minute}`];
}

/**
 * The earliest moment an answer can mean, whatever the clock of whoever gave it.
 * @param {string} text
 * @param {number} at when it was sealed, Unix seconds
 * @returns {number | null} Unix seconds, or null if the text is no such answer or says only that nothing
 *   was said
 */
export function earliestMoment(text, at) {
  const [rough = "", day = "", part = "", hour = ""] = readMoment(text) ?? ["not_said"];
  const isSaid = rough !== "not_said";
  if (!isSaid && !(day || part || hour)) {
    return null;
  }
  const begins = { afternoon: "12:0", evening: "17:0" };
  const [hours, minutes] = (hour || own(begins, part) || "0:0").split(":").map(Number);
  const time = hours * 3600 + minutes * 60 - EASTMOST;
  const moments = day ? [Date.parse(day) / 1000 + time] : [];
  if (!day || (rough && isSaid)) {
    moments.push(Math.max(at, firstDay(rough, at - WESTMOST) * DAY + time));
  }
  return Math.min(...moments);
}

/**
 * The day an answer speaks of: of a rough day the first that it can be (UTC), as well where a day beside
 * it comes after it.
 * @param {string} text an answer that has an earliest moment
 * @param {number} at when it was sealed, Unix seconds
 */
export function dayOfMoment(text, at) {
  const [rough = "", day = ""] = readMoment(text) ?? [];
  const first = firstDay(rough, at);
  const last = first + (own(LASTS, rough) ?? Number.POSITIVE_INFINITY);
  const shown = new Date(Math.min(Math.max(first, FIRST), LAST) * DAY * 1000);
  return day && Date.parse(day) / 1000 / DAY <= last ? day : shown.toISOString().slice(0, 10);
}

/**
 * Tell whether an answer names a rough day and a day that nobody on earth can mean together.
 * @param {string} text
 * @param {number} at when it is said, Unix seconds
 */
export function contradicts(text, at) {
  const [rough = "", day = ""] = readMoment(text) ?? [];
  if (!day || !rough || rough === "not_said") {
    return false;
  }
  const number = Date.parse(day) / 1000 / DAY;
  const last = firstDay(rough, at) + (own(LASTS, rough) ?? Number.POSITIVE_INFINITY);
  return number < firstDay(rough, at - WESTMOST) || number > last;
}

/**
 * The first day that a rough day can be, counted from 1970-01-01. A week begins on a Saturday, a Sunday
 * or a Monday.
 * @param {string} rough
 * @param {number} at Unix seconds
 */
function firstDay(rough, at) {
  const today = Math.floor(at / DAY);
  const week = [2, 1, 1, 1, 5, 4, 3][((today % 7) + 7) % 7]; // The first of 1970 was a Thursday.
  return today + (own({ tomorrow: 1, next_week: week, later: week + 7 }, rough) ?? 0);
}
