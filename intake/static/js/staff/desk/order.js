/**
 * The order of the queue, and its filter. A row's level is the server's word and the summary's the
 * reporter's; until somebody opens the case the higher of the two counts.
 */

import { LEVELS } from "../../generated/lists.js";

/**
 * @typedef {object} Listed what the server says of a case in the queue
 * @property {string} case 32 hex digits
 * @property {string} level
 * @property {string} status
 * @property {boolean} server_saw
 * @property {string} received_on
 * @property {string} active_on
 * @property {string | null} assignee
 * @property {string | null} cover
 * @property {boolean} mine
 * @property {{id: string, kind: string, epoch: number, by: string} | null} [summary] its row, unless
 *   it is lost; only of cases that wait
 */

/** @typedef {Listed & {shownLevel: string}} Ranked */

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
 * Compare by level, then age (the oldest first), then id, so that the order never jumps.
 * @param {Pick<Ranked, "shownLevel" | "received_on" | "case">} one
 * @param {Pick<Ranked, "shownLevel" | "received_on" | "case">} other
 * @returns {number}
 */
export function compareRows(one, other) {
  return (
    rank(one.shownLevel) - rank(other.shownLevel) ||
    compareText(one.received_on, other.received_on) ||
    compareText(one.case, other.case)
  );
}

/**
 * Tell whether every word of a filter stands in a text, whatever the case of its letters.
 * @param {string} text
 * @param {string} filter
 * @returns {boolean}
 */
export function matchesFilter(text, filter) {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const searched = text.toLowerCase();
  return words.every((word) => searched.includes(word));
}

/**
 * Tell whether one part of the queue has something more urgent at its top than the other.
 * @param {readonly string[]} one levels of its rows, sorted
 * @param {readonly string[]} other
 * @returns {boolean}
 */
export function outranks([one = ""], [other = ""]) {
  return Boolean(one) && (!other || rank(one) < rank(other));
}

/** @param {string} level */
function rank(level) {
  return LEVELS.indexOf(level); // Minus one, so before all others, for a level we do not know.
}

/** @param {string} one @param {string} other */
function compareText(one, other) {
  return one < other ? -1 : Number(one > other);
}
