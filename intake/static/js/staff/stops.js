/**
 * Why the list of people on the desk was not believed (SPEC 7 and 8), in words.
 */

import { own } from "../own.js";
import { ACQUAINTANCE, REMEMBERED, STOP, STOPPED } from "../words/en/staff/stops.js";
import { fill } from "../words/speaking.js";

/** @typedef {import("../crypto/roster/vault.js").Memory} Memory */

/** What a stop says: its title, what happened, what the browser remembers.
 * @typedef {{title: string, reason: string, memory: string}} StopWords */

/**
 * @param {string} reason
 * @returns {string}
 */
export function stopWords(reason) {
  return own(STOPPED, reason) ?? fill(STOP.unknown, { reason });
}

/**
 * @param {string} code
 * @returns {boolean} whether it is a reason to stop
 */
export function isStop(code) {
  return own(STOPPED, code) !== undefined;
}

/**
 * @param {string} reason
 * @returns {boolean} whether the vault itself is what is wrong
 */
export function isAboutVault(reason) {
  return ["no_vault", "foreign_vault", "damaged_vault"].includes(reason);
}

/**
 * @param {string} reason
 * @param {Memory} memory
 * @returns {StopWords}
 */
export function stopText(reason, memory) {
  const what = stopWords(reason);
  return isAboutVault(reason)
    ? { title: STOP.vault, reason: what, memory: STOP.no_memory }
    : { title: STOP.list, reason: what, memory: own(REMEMBERED, memory.state) ?? "" };
}

/**
 * Say truthfully how well this account knows a list whose number it has not compared.
 * @param {Memory} memory before this visit
 * @returns {string}
 */
export function acquaintanceWords({ pin }) {
  const met = pin ? fill(ACQUAINTANCE.known, { version: String(pin.version) }) : ACQUAINTANCE.first;
  return `${met} ${ACQUAINTANCE.old_copy}`;
}
