/**
 * The messages of a case, and what staff wrote to each other. One that does not verify is marked and the rest is shown: otherwise whoever
 * stores them could shut a case with one bad row.
 */
import { fileHash, Untrusted } from "../../crypto/case/objects.js";

/** @typedef {import("../../crypto/case/frames.js").Frame} Frame */
/** @typedef {{id: string, kind: string, by: string, epoch: number, received_on: string}} ObjectRow */
/**
 * One message or act: its frame, or the reason why there is none.
 * @typedef {object} ThreadItem
 * @property {ObjectRow} row
 * @property {string} hash of the file, or empty when it was not sent
 * @property {Frame | null} frame
 * @property {string} signer account id, `author`, or empty
 * @property {string} refused reason, or empty
 * @property {boolean} missing something it comes after is not here
 */

/**
 * @param {ObjectRow[]} rows messages and acts, the oldest first
 * @param {Map<string, Uint8Array>} parts
 * @param {import("../../crypto/case/trusted.js").TrustedCase} trusted that has read report and contact
 * @param {(row: ObjectRow) => Promise<Frame>} read
 * @returns {Promise<ThreadItem[]>}
 */
export async function readThread(rows, parts, trusted, read) {
  const thread = [];
  for (const row of rows) {
    const outcome = await read(row).then((frame) => ({ frame, refused: "" }), orReason);
    const file = parts.get(row.id);
    const hash = file ? await fileHash(file) : "";
    const signer = (outcome.frame && trusted.signers.get(row.id)) || "";
    thread.push({ row, hash, signer, missing: false, ...outcome });
  }
  for (const item of thread) {
    item.missing = Boolean(item.frame && trusted.missingParents(item.frame).length);
  }
  return thread;
}

/**
 * The day that was sealed into a message; of one that was not opened, the server's word.
 * @param {ThreadItem} item
 * @returns {string} YYYY-MM-DD
 */
export function dayOf({ frame, row }) {
  return frame ? String(frame.body.day) : row.received_on;
}

/**
 * Turn a refusal into a value.
 * @param {unknown} error
 * @returns {{frame: null, refused: string}}
 */
export function orReason(error) {
  if (error instanceof Untrusted) {
    return { frame: null, refused: error.reason };
  }
  throw error;
}
