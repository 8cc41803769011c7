/**
 * Urgency rules: all are checked, the highest level wins. They order the queue; people decide.
 *
 * Twin of `intake/form/triage.py`; both read `tests/vectors/triage.json`.
 */

import { LEVELS } from "../generated/lists.js";
import { holds, readable } from "./conditions.js";

/** @typedef {import("./conditions.js").Answers} Answers */
/** @typedef {import("./conditions.js").Condition} Condition */
/** @typedef {{id: string, level: string, tag?: string, when?: Condition}} Rule */
/** @typedef {{rows: Rule[], dates: string[]}} Rules `rules` of the client data */
/** @typedef {{level: string, rules: string[], tags: string[]}} Verdict */

/**
 * Evaluate all rules; never throws.
 * @param {Rules} rules
 * @param {Answers} answers what is sent, hidden questions dropped
 * @param {number} now Unix seconds
 * @returns {Verdict} ids and tags of the rules that matched, each once, in the order of the table
 */
export function evaluate(rules, answers, now) {
  const read = readable(answers, rules.dates);
  let matched = rules.rows.filter((row) => row.when && holds(row.when, read, now));
  if (matched.length === 0) {
    matched = rules.rows.filter((row) => !row.when);
  }
  const highest = Math.min(...matched.map((row) => LEVELS.indexOf(row.level)));
  return {
    level: LEVELS[highest],
    rules: [...new Set(matched.map((row) => row.id))],
    tags: [...new Set(matched.flatMap((row) => row.tag ?? []))],
  };
}
