/**
 * Sealed objects of a case (SPEC 5): made, opened, and refused with a reason.
 *
 * What is opened here is not trusted yet; that is the work of reading/reader.js.
 */
import { openFile, sealFile } from "../age/file.js";
import { AgeError, NoMatch } from "../age/header.js";
import { randomBytes, sha256 } from "../bytes.js";
import { b64u, hex } from "../encoding.js";
import { PaddingError, pad, unpad } from "../padding.js";
import { SHARED_KINDS } from "./bodies.js";
import { encodeFrame, FrameError, parseFrame } from "./frames.js";

/** @typedef {import("./frames.js").FrameFields} FrameFields */
/** @typedef {import("./frames.js").Frame} Frame */
/** @typedef {import("../age/hybrid.js").Identity} Identity */

/**
 * What is asked for: the fields the server keeps in clear about an object.
 * @typedef {{case: string, id: string, kind: string, epoch: number, by: string}} Row
 */

/** What was read is not what it is said to be; `reason` is a word of SPEC 5. */
export class Untrusted extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Return a fresh object id.
 * @returns {string} 16 random bytes as 32 hexadecimal digits
 */
export function newId() {
  return hex(randomBytes(16));
}

/**
 * Return the row under which a frame is stored.
 * @param {FrameFields} frame
 * @returns {Row}
 */
export function rowOf({ case: id, id: row, kind, epoch, by }) {
  return { case: id, id: row, kind, epoch, by };
}

/**
 * Return the age file of a frame, padded for its kind.
 * @param {FrameFields} fields
 * @param {Uint8Array} macSeed the case seed of the frame's epoch; the notes seed for what is sealed
 *   to that
 * @param {Uint8Array} signingSeed Ed25519 seed of who writes
 * @param {Uint8Array} recipient 1,216 bytes
 * @param {import("./bodies.js").Kinds} [kinds] that this writer knows
 * @returns {Promise<Uint8Array>}
 * @throws {FrameError | PaddingError | AgeError} a field that no reader accepts, a text too long
 *   for its kind, a recipient that is no key
 */
export async function sealObject(fields, macSeed, signingSeed, recipient, kinds = SHARED_KINDS) {
  const text = await encodeFrame(fields, macSeed, signingSeed, kinds);
  return sealFile(pad(text, kinds[fields.kind].lengths), recipient);
}

/**
 * Return b64u SHA-256 of a stored file, as `after` and key files name it.
 * @param {Uint8Array} file
 * @returns {Promise<string>}
 */
export async function fileHash(file) {
  return b64u(await sha256(file));
}

/**
 * Return the text in a sealed file.
 * @param {Uint8Array} file
 * @param {Uint8Array | Identity} key as `openFile` takes it
 * @param {import("../padding.js").Lengths} lengths
 * @returns {Promise<Uint8Array>}
 * @throws {Untrusted} not_age, wrong_identity or bad_padding
 */
export async function openPadded(file, key, lengths) {
  try {
    return unpad(await openFile(file, key), lengths);
  } catch (error) {
    throw refusal(error);
  }
}

/**
 * Return a summary without its MAC and signature checked: still the server's word.
 * @param {Row} row
 * @param {Uint8Array} file
 * @param {Uint8Array | Identity} deskKey as `openFile` takes it
 * @returns {Promise<Frame>}
 * @throws {Untrusted} any reason that needs no key of the case
 */
export async function peekSummary(row, file, deskKey) {
  const frame = await openFrame(file, deskKey, "summary");
  requireRow(frame, row, row.case);
  return frame;
}

/**
 * Return the frame in a sealed file, as it says of itself.
 * @param {Uint8Array} file
 * @param {Uint8Array | Identity} key the identity it is sealed to, as `openFile` takes it
 * @param {string} kind
 * @param {import("./bodies.js").Kinds} [kinds] that this reader knows
 * @returns {Promise<Frame>}
 * @throws {Untrusted} not_age, wrong_identity, bad_padding or bad_frame
 */
export async function openFrame(file, key, kind, kinds = SHARED_KINDS) {
  const text = await openPadded(file, key, kinds[kind].lengths);
  try {
    return parseFrame(text, kinds);
  } catch (error) {
    throw error instanceof FrameError ? new Untrusted("bad_frame") : error;
  }
}

/**
 * Require that a frame is the object that was asked for.
 * @param {Frame} frame
 * @param {Row} row
 * @param {string} caseId
 * @throws {Untrusted} bad_case, bad_row, bad_kind, bad_epoch or bad_by
 */
export function requireRow(frame, row, caseId) {
  const names = /** @type {const} */ (["case", "id", "kind", "epoch", "by"]);
  if (row.case !== caseId) {
    throw new Untrusted("bad_case");
  }
  for (const name of names) {
    if (frame[name] !== row[name]) {
      throw new Untrusted(name === "id" ? "bad_row" : `bad_${name}`);
    }
  }
}

/** @param {unknown} error */
function refusal(error) {
  if (error instanceof NoMatch) {
    return new Untrusted("wrong_identity");
  }
  if (error instanceof AgeError) {
    return new Untrusted("not_age");
  }
  return error instanceof PaddingError ? new Untrusted("bad_padding") : error;
}
