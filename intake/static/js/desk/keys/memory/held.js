/**
 * What the worker holds while an account is unlocked, and nobody else: the account's keys, the desk's
 * keys, and the cases that are open. It ends with the worker.
 */

/** @typedef {import("../../../crypto/age/hybrid.js").Identity} Identity */
/** @typedef {import("../../../crypto/roster/rosterchain.js").Walk} Walk */
/** @typedef {import("../case/opening.js").OpenedCase} OpenedCase */
/** @typedef {import("../../../staff/session/session.js").Unlocked} Unlocked */

/**
 * @typedef {object} Held
 * @property {Unlocked | null} unlocked
 * @property {Walk | null} walk the list of people, once this account may trust it
 * @property {Walk | null} met a list that holds, but whose number was compared with nobody yet
 * @property {Map<number, Identity>} desk the desk's keys by epoch, computed once
 * @property {Map<string, OpenedCase>} cases open ones, by id
 */

/** Something was asked for before what it needs was there: a mistake of the page's. */
export class NotHeld extends Error {}

/** @returns {Held} */
export function newHeld() {
  return { unlocked: null, walk: null, met: null, desk: new Map(), cases: new Map() };
}

/**
 * @template T
 * @param {T | null | undefined} value
 * @param {string} name
 * @returns {T}
 * @throws {NotHeld}
 */
export function must(value, name) {
  if (value === null || value === undefined) {
    throw new NotHeld(name);
  }
  return value;
}
