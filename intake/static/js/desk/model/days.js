/** Days and times in words, as near as they are. Days are UTC; times of day are this machine's. */

import { say } from "../../words/say.js";
import { daysAfter, dayWords, todayText } from "./due.js";

const DAY_MS = 86_400_000;
const HOUR_MINUTES = 60;

/**
 * @param {string} from
 * @param {string} to
 * @returns {number} days between them
 */
export function daysBetween(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/**
 * Return the day it is by the server's clock, which the rows tell; this machine's may be wrong.
 * @param {{received_on: string, days: number}[]} rows
 * @returns {string}
 */
export function todayOf([row]) {
  return row ? daysAfter(row.received_on, row.days) : todayText();
}

/**
 * @param {string} day `2026-11-28`, perhaps with an hour behind a T
 * @param {string} today
 * @returns {string} such as "Tomorrow 09:00" or "Wed 2 Dec"
 */
export function nearWords(day, today) {
  const [date, hour] = [day.slice(0, 10), day.slice(11, 16)];
  const away = daysBetween(today, date);
  const near = [say("when.yesterday"), say("when.today"), say("when.tomorrow")][away + 1];
  return [near ?? dayWords(date), hour].filter(Boolean).join(" ");
}

/**
 * @param {number} count of days that are over
 * @returns {string} such as "3 days"
 */
export function daysAgo(count) {
  if (count < 2) {
    return say(count < 1 ? "age.today" : "age.yesterday");
  }
  return say("age.days", { n: count });
}

/**
 * @param {number} minutes that are over
 * @returns {string} such as "9 min"
 */
export function minutesAgo(minutes) {
  return minutes < HOUR_MINUTES
    ? say("age.minutes", { n: minutes })
    : say("age.hours", { n: Math.floor(minutes / HOUR_MINUTES) });
}

/**
 * @param {number} at milliseconds
 * @returns {string} such as "12:31", on this machine's clock
 */
export function clockWords(at) {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes()]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
}

/**
 * @param {number} seconds
 * @param {string} today
 * @returns {string} such as "12:31", or "Wed 2 Dec 12:31" of another day
 */
export function untilWords(seconds, today) {
  const day = todayText(new Date(seconds * 1000));
  return [day !== today && dayWords(day), clockWords(seconds * 1000)].filter(Boolean).join(" ");
}
