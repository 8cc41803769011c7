/** Messages in a case that exists (SPEC 5). */
import { recipientOf } from "../../age/hybrid.js";
import { fileHash, newId, rowOf, sealObject } from "../objects.js";

/**
 * One sealed object and what the server keeps of it in clear.
 * @typedef {{row: import("../objects.js").Row, file: Uint8Array, sha256: string}} Sealed
 */

/**
 * Seal a message to the newest epoch of a case.
 *
 * `after` names the newest files the writer has read, at most 8; what the reporter will read must
 * not name acts, which the box never holds.
 * @param {import("../keyfiles.js").KeyFile} keyFile as opened by the writer
 * @param {Uint8Array} signingSeed the reporter's author seed or the account's signing seed
 * @param {{by: string, text: string, day: string, after?: string[], incident?: object}} written `day`
 *   is a UTC day, `YYYY-MM-DD`; `after` b64u SHA-256; `incident` what happened since, judged
 * @returns {Promise<Sealed>}
 * @throws {Error} PaddingError: the text is too long; FrameError: a field is none that a reader
 *   accepts
 */
export async function sealMessage(keyFile, signingSeed, written) {
  const { by, text, day, after = [], incident } = written;
  const epoch = Math.max(...keyFile.epochs.keys());
  const seed = /** @type {Uint8Array} */ (keyFile.epochs.get(epoch));
  const body = incident ? { day, incident, text } : { day, text };
  const frame = { case: keyFile.case, epoch, kind: "message", by, after, id: newId(), body };
  const file = await sealObject(frame, seed, signingSeed, recipientOf(seed));
  return { row: rowOf(frame), file, sha256: await fileHash(file) };
}
