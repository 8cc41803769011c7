/**
 * Why the list of people on the desk was not believed (SPEC section 8), in words.
 */

import { own } from "../own.js";

/** @type {Readonly<Record<string, string>>} */
export const STOP_WORDS = {
  gap: "A version of the list is missing: the server left one out.",
  fork: "The list you trusted was replaced by another one with the same number.",
  step_back: "The server sent an older list than the one you have seen.",
  bad_roster: "What came is not a signed list.",
  bad_first: "The first version was not signed by the one person in it.",
  bad_desk: "The list is of another desk.",
  bad_epoch: "The desk's key and its number do not go together.",
  bad_signature: "A member's signature on the list does not hold.",
  too_few_signatures: "Somebody was added without the signatures of enough members.",
  no_vault: "The server did not send what your account remembers.",
  desk_differs: "Reports are being sealed to another key than the one in the signed list.",
};

/**
 * @param {string} reason
 * @returns {string}
 */
export function stopWords(reason) {
  return own(STOP_WORDS, reason) ?? `The list could not be verified (${reason}).`;
}
