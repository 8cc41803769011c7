/**
 * Urgency rules: all are checked, the highest level wins. They order the queue; people decide.
 *
 * Twin of `intake/form/urgency/triage.py`; both read `tests/vectors/triage.json`.
 */

import { MAX_DATES } from "../crypto/case/bodies.js";
import { LEVELS } from "../generated/lists.js";
import { own } from "../own.js";
import { asked, holds, readable } from "./conditions.js";
import { dayOfMoment } from "./moments.js";

/** @typedef {import("./conditions.js").Answers} Answers */
/** @typedef {import("./conditions.js").Condition} Condition */
/** @typedef {{id: string, level: string, tag?: string, tell?: string, when?: Condition}} Rule */
/** @typedef {{rows: Rule[], dates: string[]}} Rules `rules` of the client data */
/**
 * The level, and why. `dates` are days by rule id: of every rule that matched and asks about a date
 * the earliest one that was answered, of a rough one the first that it can be; of more than fit into a
 * summary the earliest.
 * @typedef {{level: string, rules: string[], tags: string[], dates: Record<string, string>}} Verdict
 */

/**
 * Evaluate all rules; never throws.
 * @param {Rules} rules
 * @param {Answers} answers what is sent, hidden questions dropped
 * @param {number} now Unix seconds
 * @returns {Verdict} ids and tags of the rules that matched, each once, in the order of the table
 */
export function evaluate(rules, answers, now) {
  const read = readable(answers, rules.dates);
  const matched = matching(rules, read, now);
  const highest = Math.min(...matched.map((row) => LEVELS.indexOf(row.level)));
  return {
    level: LEVELS[highest],
    rules: [...new Set(matched.map((row) => row.id))],
    tags: [...new Set(matched.flatMap((row) => row.tag ?? []))],
    dates: datesOf(rules, matched, read, now),
  };
}

/**
 * @param {Rules} rules
 * @param {Answers} read
 * @param {number} now
 * @returns {Rule[]}
 */
function matching({ rows }, read, now) {
  const matched = rows.filter(({ when }) => when && holds(when, read, now));
  return matched.length > 0 ? matched : rows.filter(({ when }) => !when);
}

/**
 * Return what the reporter is told about these answers, each once, in the order of the table.
 * @param {Rules} rules
 * @param {Answers} answers as for `evaluate`
 * @param {readonly number[]} hours Unix seconds, as for `judge`: what is true by any clock is told
 * @returns {string[]}
 */
export function toldBy(rules, answers, hours) {
  const read = readable(answers, rules.dates);
  const matched = hours.flatMap((hour) => matching(rules, read, hour));
  return [
    ...new Set(rules.rows.filter((row) => matched.includes(row)).flatMap(({ tell }) => tell ?? [])),
  ];
}

/**
 * Evaluate at each of these moments; the verdict of the highest level counts, of equals the first. So
 * another clock than the sender's own, which may lie, can raise a level and never lower it.
 * @param {Rules} rules
 * @param {Answers} answers
 * @param {readonly number[]} hours
 * @returns {Verdict}
 */
export function judge(rules, answers, hours) {
  const verdicts = hours.map((hour) => evaluate(rules, answers, hour));
  return verdicts.reduce((one, other) => (rank(other) < rank(one) ? other : one));
}

/** @param {Verdict} verdict */
function rank({ level }) {
  return LEVELS.indexOf(level);
}

/**
 * Return the hours a report was judged at: its sender's, and the server's if it told one.
 * @param {Record<string, unknown>} report
 * @returns {number[]}
 */
export function hoursOf({ at, server_at: told }) {
  return [at, told].filter((hour) => typeof hour === "number");
}

/**
 * @param {Rules} rules
 * @param {Rule[]} matched
 * @param {Answers} read
 * @param {number} now
 * @returns {Record<string, string>}
 */
function datesOf({ dates }, matched, read, now) {
  const found = matched.flatMap(({ id, when = {} }) =>
    asked(when).flatMap((name) => {
      const answer = dates.includes(name) && own(read, name);
      return answer ? [[id, dayOfMoment(String(answer), now)]] : [];
    }),
  );
  found.sort(([, one], [, other]) => one.localeCompare(other));
  const ids = found.map(([id]) => id);
  return Object.fromEntries(found.filter(([id], at) => ids.indexOf(id) === at).slice(0, MAX_DATES));
}
