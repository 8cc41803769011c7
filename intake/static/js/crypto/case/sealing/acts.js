/**
 * Acts of the staff in a case: what they decide, and what they tell each other (SPEC 5).
 *
 * An act is signed by the account that does it, so that nobody can do it in another's name, and sealed
 * to those who hold the case; the reporter is never given one.
 */
import { BEFORE_TAKING } from "../../../generated/lists.js";
import { recipientOf } from "../../age/hybrid.js";
import { ACTS, STAFF_KINDS } from "../act_bodies.js";
import { FrameError, MAX_PARENTS } from "../frames.js";
import { fileHash, newId, rowOf, sealObject } from "../objects.js";
import { unfollowed } from "../reading/reader.js";

/** @typedef {import("../reading/trusted.js").TrustedCase} TrustedCase */

/** An act that only those can do who hold the notes of a case: nobody has taken it. */
export class NotYet extends Error {}

/**
 * Seal an act: to the newest notes identity, or before the case is taken to its own newest.
 * @param {TrustedCase} trusted that has read what the act comes after
 * @param {Uint8Array} signingSeed the account's Ed25519 seed
 * @param {string} kind one of ACTS
 * @param {Record<string, unknown>} body its fields, `day` included: the writer's UTC day
 * @returns {Promise<import("./messages.js").Sealed>}
 * @throws {Error} NotYet; PaddingError: the words are too long; FrameError: a field is none that a
 *   reader accepts
 */
export async function sealAct(trusted, signingSeed, kind, body) {
  const { case: id, notes, epochs } = trusted.keyFile;
  if (!ACTS.includes(kind)) {
    throw new FrameError("not an act");
  }
  if (!notes.size && !BEFORE_TAKING.includes(kind)) {
    throw new NotYet("nobody has taken the case");
  }
  const seeds = notes.size ? notes : epochs;
  const epoch = Math.max(...seeds.keys());
  const seed = /** @type {Uint8Array} */ (seeds.get(epoch));
  const after = newestForStaff(trusted);
  const frame = { case: id, epoch, kind, by: "staff", after, id: newId(), body };
  const file = await sealObject(frame, seed, signingSeed, recipientOf(seed), STAFF_KINDS);
  return { row: rowOf(frame), file, sha256: await fileHash(file) };
}

/**
 * Return what a new act comes after: what a message would, and then acts that no act comes after.
 * What was said goes first: that an act says which words it knows is never cut.
 * @param {TrustedCase} trusted
 * @returns {string[]} b64u SHA-256, at most 8
 */
export function newestForStaff({ written, newest }) {
  const said = newest();
  const room = MAX_PARENTS - said.length;
  return [...said, ...(room ? unfollowed(written(), ACTS).slice(-room) : [])];
}
