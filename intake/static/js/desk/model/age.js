/** How old what waits is, in plain words. */

import { dueOn, dueState } from "../../staff/desk/due.js";
import { say } from "../../words/say.js";
import { daysAgo, daysBetween } from "./days.js";

/** @typedef {import("./items.js").Facts} Facts */

/**
 * Say since when the oldest thing waits; of a case nobody took, how late its first answer is.
 * @param {Facts} facts
 * @param {import("./items.js").Context} context
 * @returns {{words: string, late: boolean}}
 */
export function ageOf({ row, level }, { today, answering }) {
  const untaken = row.status !== "closed" && !row.assignee;
  if (untaken && dueState(answering, level, row.received_on, today).state === "over") {
    const days = daysBetween(dueOn(answering, level, row.received_on), today);
    return { words: say("age.late", { n: days }), late: true };
  }
  return { words: daysAgo(daysBetween(row.waiting_on ?? row.active_on, today)), late: false };
}
