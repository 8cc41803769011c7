/**
 * Why the list of people on the desk was not believed (SPEC 7 and 8), in words.
 */

import { own } from "../own.js";

/** @typedef {import("../crypto/roster/vault.js").Memory} Memory */

/** What a stop says: its title, what happened, what the browser remembers.
 * @typedef {{title: string, reason: string, memory: string}} StopWords */

/** @type {Readonly<Record<string, string>>} */
export const STOP_WORDS = {
  gap: "A version of the list is missing: the server left one out.",
  fork: "The list your account remembers was replaced by another one with the same version.",
  step_back: "The server sent an older list than the one you have seen.",
  bad_roster: "What came is not a signed list.",
  bad_first: "The first version was not signed by the one person in it.",
  bad_desk: "The list is of another desk.",
  bad_epoch: "The desk's key and its number do not go together.",
  bad_signature: "A member's signature on the list does not hold.",
  bad_day:
    "The days in the list do not fit: one is missing, goes back, or lies ahead. Check the clock of this device first.",
  too_few_signatures: "Somebody was added or removed without the signatures of enough members.",
  no_vault: "The server did not give back what your account remembers of this desk.",
  foreign_vault:
    "What the server gave back as your account's memory is not sealed to your account.",
  damaged_vault: "What the server gave back as your account's memory is damaged.",
  desk_differs: "Reports are being sealed to another key than the one in the signed list.",
};

/** @type {Readonly<Record<Memory["state"], string>>} */
const REMEMBERED = {
  none: "Without a list that it remembers, your browser believes none that does not hold by itself.",
  seen: "Your account was shown the list below before and keeps it sealed under your own key. As far as your account remembers, you have compared its number with nobody yet.",
  compared:
    "You compared the list below, or made it, or it follows from one that you compared. Your account keeps it sealed under your own key.",
};

/**
 * @param {string} reason
 * @returns {string}
 */
export function stopWords(reason) {
  return own(STOP_WORDS, reason) ?? `The list could not be verified (${reason}).`;
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
  const list = "Stop. The list of people on this desk does not add up";
  const vault = "Stop. What your account remembers is not here";
  const without =
    "Every account remembers a list from the day it was made. Without it your browser cannot tell the desk's own list from another, so it believes none.";
  return isAboutVault(reason)
    ? { title: vault, reason: stopWords(reason), memory: without }
    : { title: list, reason: stopWords(reason), memory: own(REMEMBERED, memory.state) ?? "" };
}

/**
 * Say truthfully how well this account knows a list whose number it has not compared.
 * @param {Memory} memory before this visit
 * @returns {string}
 */
export function acquaintanceWords({ pin }) {
  const met = pin
    ? `Your account remembers version ${pin.version} of this list from before, and what your browser sees now follows from it. As far as your account remembers, you have compared its number with nobody yet.`
    : "This is the first list of this desk that your account meets: until you compare its number, it is only the server's word.";
  return `${met} If you did compare it before, stop and tell the auditor: an old copy was put back.`;
}
