/**
 * When the first answer is due. The server knows only the day a report came, so hours are not
 * counted: an emergency that came today is due today, one that came yesterday is late; what comes
 * while nobody is there is due on the next day on which somebody is.
 *
 * Days are texts such as 2026-11-22, in UTC.
 */

import { isDay } from "../../crypto/shapes.js";
import { own } from "../../own.js";
import { DATES } from "../../words/en/staff/language.js";

const DAY_MS = 86_400_000;
const SHAPE = /** @type {const} */ ({ weekday: "short", day: "numeric", month: "short" });
const DAYS = new Intl.DateTimeFormat(DATES, { ...SHAPE, timeZone: "UTC" }); // Slow to make.

/**
 * The operator's table, the same that the receipt promises by (`intake/form/data/answering.toml`).
 * @typedef {{staffed: number[], holidays: string[], times: Record<string, [number, string]>}} Answering
 *   `staffed` are days of the week, Sunday is 0; nobody is there on `holidays`; a time is a number of
 *   minutes, hours, working_days or days
 */

/**
 * Return the day by which somebody should have acted.
 * @param {Answering} table
 * @param {string} level
 * @param {string} receivedOn
 * @returns {string}
 */
export function dueOn({ staffed, holidays, times }, level, receivedOn) {
  const [number, unit] = own(times, level) ?? times.routine;
  const after = (/** @type {number} */ count) => daysAfter(receivedOn, count);
  const isStaffed = (/** @type {number} */ count) =>
    staffed.includes(new Date(after(count)).getUTCDay()) && !holidays.includes(after(count));
  let count = nextStaffed(isStaffed, -1, 1); // Minutes and hours run while somebody is there.
  if (unit.endsWith("days")) {
    const all = unit === "days";
    count = all ? lastStaffed(isStaffed, number) : nextStaffed(isStaffed, 0, number);
  }
  return after(count);
}

/**
 * @param {(count: number) => boolean} isStaffed so many days afterwards
 * @param {number} from
 * @param {number} wanted
 * @returns {number} the day that is the wanted staffed one after `from`
 */
function nextStaffed(isStaffed, from, wanted) {
  let count = from;
  for (let left = wanted; left > 0; ) {
    count += 1;
    left -= Number(isStaffed(count));
  }
  return count;
}

/**
 * @param {(count: number) => boolean} isStaffed
 * @param {number} number
 * @returns {number} the last staffed of so many days, or the next one if there is none among them
 */
function lastStaffed(isStaffed, number) {
  let count = number;
  while (count > 0 && !isStaffed(count)) {
    count -= 1;
  }
  return count || nextStaffed(isStaffed, number, 1);
}

/**
 * Tell whether the day is over by which somebody should have acted.
 * @param {Answering} table
 * @param {string} level
 * @param {string} receivedOn
 * @param {string} today
 * @returns {boolean}
 */
export function isLate(table, level, receivedOn, today) {
  return today > dueOn(table, level, receivedOn);
}

/**
 * @param {string} day
 * @returns {string} such as "Mon 23 Nov"; what is no day as it stands
 */
export function dayWords(day) {
  if (!isDay(day)) {
    return day;
  }
  return DAYS.format(new Date(day)).replace(",", "");
}

/**
 * @param {string} day
 * @param {number} count
 * @returns {string} the day so many days later
 */
export function daysAfter(day, count) {
  return todayText(new Date(Date.parse(day) + count * DAY_MS));
}

/** @param {Date} [now] @returns {string} today in UTC */
export function todayText(now = new Date()) {
  return now.toISOString().slice(0, 10);
}
