/** Safety numbers: what two people read to each other when one is admitted (SPEC 8). */

import { encodeRecipient } from "../../age/hybrid.js";
import { concat, sha256, utf8 } from "../../bytes.js";
import { b64u } from "../../encoding.js";

/**
 * Return the safety number of an account.
 * @param {string} desk desk id, 32 hexadecimal digits
 * @param {string} userName
 * @param {Uint8Array} recipient the account's, 1,216 bytes
 * @param {Uint8Array} key the account's verification key, 32 bytes
 * @returns {Promise<string>} six groups of five digits, joined by single spaces
 */
export function safetyNumber(desk, userName, recipient, key) {
  const parts = ["intake/v1/safety", desk, userName, encodeRecipient(recipient), b64u(key)];
  return numberOf(utf8(parts.join("\0")));
}

/**
 * Return the same for a roster.
 * @param {Uint8Array} rosterHash SHA-256 of its text, 32 bytes
 * @returns {Promise<string>}
 */
export function rosterSafetyNumber(rosterHash) {
  return numberOf(concat(utf8("intake/v1/safety-roster\0"), rosterHash));
}

/**
 * Return the same for an auditor's key: what they read to who vouches.
 * @param {Uint8Array} recipient 1,216 bytes
 * @returns {Promise<string>}
 */
export function auditorSafetyNumber(recipient) {
  return numberOf(utf8(`intake/v1/safety-auditor\0${encodeRecipient(recipient)}`));
}

/**
 * Return the same for the keys of all members.
 * @param {string[]} recipients `age1pq1…`, in any order
 * @returns {Promise<string>}
 */
export function keysSafetyNumber(recipients) {
  return numberOf(utf8(`intake/v1/safety-keys\0${[...recipients].sort().join("\n")}`));
}

/** @param {Uint8Array} message */
async function numberOf(message) {
  const view = new DataView((await sha256(message)).buffer);
  const groups = [0, 5, 10, 15, 20, 25].map((at) => {
    // 2^40 is below 2^53, so the five bytes are exact in a number.
    const number = view.getUint32(at) * 256 + view.getUint8(at + 4);
    return String(number % 100_000).padStart(5, "0");
  });
  return groups.join(" ");
}
