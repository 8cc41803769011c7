/**
 * The order of the list, with what the client alone can read put in. What needs this person comes
 * first; in it emergencies that nobody is on, then what presses and is unanswered, then what waits for
 * their yes, then what else is unanswered, the oldest first; then the next date, the level, the age.
 */

import { LEVELS } from "../../../generated/lists.js";

/**
 * What the order looks at.
 * @typedef {object} Ranked
 * @property {boolean} alarm an emergency nobody is on
 * @property {boolean} readable whether its summary opened, or is still to be opened
 * @property {string} next the next date sealed in it, or empty
 * @property {string} level the one shown
 * @property {import("../../data/rows.js").Row} row
 */

const LAST = "~"; // After every date.

/**
 * Return the more urgent of two levels; one that is unknown counts as the most urgent.
 * @param {string} one
 * @param {string} other
 * @returns {string}
 */
export function higherLevel(one, other) {
  return rank(one) <= rank(other) ? one : other;
}

/**
 * Compare two cases; the order never jumps, since the id decides last.
 * @param {Ranked} one
 * @param {Ranked} other
 * @returns {number}
 */
export function compareItems(one, other) {
  const [ours, theirs] = [keysOf(one), keysOf(other)];
  const at = ours.findIndex((key, index) => key !== theirs[index]);
  return at < 0 ? 0 : ours[at] < theirs[at] ? -1 : 1;
}

/**
 * An emergency that cannot be opened stands behind those that can: some dozens of them must not push
 * a real one out of sight.
 * @param {Ranked} item
 * @returns {(string | number)[]}
 */
function keysOf({ alarm, readable, next, level, row }) {
  return [
    stageOf(row),
    alarm ? Number(!readable) : 2,
    presses(level, row) ? 0 : 1,
    row.proposal?.for_me ? 0 : 1,
    row.waiting_on ?? LAST,
    next || LAST,
    rank(level),
    row.received_on,
    row.case,
  ];
}

/** @param {import("../../data/rows.js").Row} row */
function stageOf({ lists, status, aside }) {
  if (lists.includes("now")) {
    return 0;
  }
  return status === "closed" || aside ? 2 : 1;
}

/**
 * Somebody in danger waits for an answer, whoever has taken the case; contact is paused after a stop word.
 * @param {string} level
 * @param {import("../../data/rows.js").Row} row
 */
function presses(level, { status, waiting_on: since }) {
  return since && (level === "emergency" || status === "paused_safety");
}

/** @param {string} level */
function rank(level) {
  return LEVELS.indexOf(level); // Minus one, so before all others, for a level we do not know.
}
