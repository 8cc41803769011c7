/** Answering one request of the page: with what it asked for, or with a code. */

import { Untrusted } from "../../crypto/case/objects.js";
import { EncodingError } from "../../crypto/encoding.js";
import { PaddingError } from "../../crypto/padding.js";
import { own } from "../../own.js";
import { NoDesk, Stopped } from "../../staff/roster/remembered.js";
import { NotHeld } from "./memory/held.js";
import { WORK } from "./work.js";

/** @typedef {{id: number, name: string, given: any}} Asked */
/** Why there is no answer: never a text of the error, which could quote what was opened.
 * @typedef {{code: string, reason?: string, memory?: any}} Failure */
/** @typedef {{id: number, answer?: any, failure?: Failure}} Answered */

/**
 * @param {import("./memory/held.js").Held} held
 * @param {Asked} asked
 * @returns {Promise<Answered>}
 */
export async function answer(held, { id, name, given }) {
  try {
    const work = own(WORK, name);
    return { id, answer: await /** @type {any} */ (work)(held, given) };
  } catch (error) {
    return { id, failure: failureOf(error) };
  }
}

/**
 * @param {unknown} error
 * @returns {Failure}
 */
function failureOf(error) {
  if (error instanceof Untrusted) {
    return { code: "untrusted", reason: error.reason };
  }
  if (error instanceof Stopped) {
    return { code: "stopped", reason: error.reason, memory: error.memory };
  }
  const known = [
    [NoDesk, "no_desk"],
    [NotHeld, "not_held"],
    [PaddingError, "too_long"],
    [EncodingError, "bad_form"],
  ];
  const found = known.find(([kind]) => error instanceof /** @type {any} */ (kind));
  return { code: found ? String(found[1]) : "broken" };
}
