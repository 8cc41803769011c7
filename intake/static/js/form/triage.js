/**
 * Urgency rules: all are checked, the highest level wins. They order the queue; people decide.
 *
 * Twin of `intake/form/urgency/triage.py`; both read `tests/vectors/triage.json`.
 */

import { MAX_DATES } from "../crypto/case/bodies.js";
import { LEVELS } from "../generated/lists.js";
import { own } from "../own.js";
import { asked, holds, readable } from "./conditions.js";

/** @typedef {import("./conditions.js").Answers} Answers */
/** @typedef {import("./conditions.js").Condition} Condition */
/** @typedef {{id: string, level: string, tag?: string, when?: Condition}} Rule */
/** @typedef {{rows: Rule[], dates: string[]}} Rules `rules` of the client data */
/**
 * The level, and why. `dates` are days by rule id: of every rule that matched and asks about a date
 * the earliest one that was answered; of more than fit into a summary the earliest.
 * @typedef {{level: string, rules: string[], tags: string[], dates: Record<string, string>}} Verdict
 */

const DATE_CHARACTERS = 10; // Of a date or date and time, those that say the day.

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
    dates: datesOf(rules, matched, read),
  };
}

/**
 * @param {Rules} rules
 * @param {Rule[]} matched
 * @param {Answers} read
 * @returns {Record<string, string>}
 */
function datesOf({ dates }, matched, read) {
  const found = matched.flatMap(({ id, when = {} }) =>
    asked(when).flatMap((name) => {
      const answer = dates.includes(name) && own(read, name);
      return answer ? [[id, String(answer).slice(0, DATE_CHARACTERS)]] : [];
    }),
  );
  found.sort(([, one], [, other]) => one.localeCompare(other));
  const ids = found.map(([id]) => id);
  return Object.fromEntries(found.filter(([id], at) => ids.indexOf(id) === at).slice(0, MAX_DATES));
}
