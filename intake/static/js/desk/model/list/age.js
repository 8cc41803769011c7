/** How old what waits is, in plain words. */

import { say } from "../../../words/say.js";
import { daysAgo, daysBetween } from "../days.js";
import { dueOn, isLate } from "../due.js";

/** @typedef {import("./items.js").Facts} Facts */

/**
 * Say since when the oldest thing waits, and how late its answer is, by the level that is shown.
 * @param {Facts} facts
 * @param {import("./items.js").Context} context
 * @returns {{words: string, late: boolean}}
 */
export function ageOf({ row, level }, { today, answering }) {
  const since = row.waiting_on;
  if (!since) {
    return { words: daysAgo(daysBetween(row.active_on, today)), late: false };
  }
  if (row.status === "closed" || !isLate(answering, level, since, today)) {
    return { words: daysAgo(daysBetween(since, today)), late: false };
  }
  const days = daysBetween(dueOn(answering, level, since), today);
  return { words: say("age.late", { n: days }), late: true };
}
