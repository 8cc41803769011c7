/** What this account writes in an open case: answers, and acts of the staff, sealed and signed here. */

import { sealAct as sealSigned } from "../../../crypto/case/sealing/acts.js";
import { sealMessage } from "../../../crypto/case/sealing/messages.js";
import { must } from "../memory/held.js";

/** @typedef {import("../memory/held.js").Held} Held */
/** @typedef {import("../../../crypto/case/sealing/messages.js").Sealed} Sealed */

/**
 * Seal an answer to the reporter.
 * @param {Held} held
 * @param {{case: string, text: string, day: string}} given `day` is the UTC day
 * @returns {Promise<Sealed>}
 * @throws {import("../../../crypto/padding.js").PaddingError} the text is too long
 */
export function sealReply(held, { case: caseId, text, day }) {
  const { keys } = must(held.unlocked, "account");
  const { trusted } = must(held.cases.get(caseId), "case");
  const written = { by: "staff", text, day, after: trusted.newest() };
  return sealMessage(trusted.keyFile, keys.signingSeed, written);
}

/**
 * Seal an act of the staff.
 * @param {Held} held
 * @param {{case: string, kind: string, body: Record<string, unknown>}} given
 * @returns {Promise<Sealed>}
 * @throws {import("../../../crypto/padding.js").PaddingError} the words are too long
 */
export function sealAct(held, { case: caseId, kind, body }) {
  const { keys } = must(held.unlocked, "account");
  const { trusted } = must(held.cases.get(caseId), "case");
  return sealSigned(trusted, keys.signingSeed, kind, body);
}
