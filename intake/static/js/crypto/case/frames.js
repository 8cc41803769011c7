/**
 * The frame around every sealed object of a case (SPEC 5).
 *
 * Whoever knows a public recipient can seal to it. What makes an object one of this case is inside:
 * the MAC under the case seed, and the signature of the one who wrote it.
 */

import { hmacSha256, isEqual } from "../bytes.js";
import { b64u, EncodingError, encodeJson, parseJson } from "../encoding.js";
import { deriveKey, sign, verifySignature } from "../keys.js";
import { binary, constant, demand, exactObject, hexId, integer, oneOf, texts } from "../shapes.js";
import { SHARED_KINDS } from "./bodies.js";

/**
 * One object of a case, without what `encodeFrame` adds. `case` and `id` are 32 hexadecimal digits,
 * `after` holds b64u SHA-256 of age files.
 * @typedef {{after: string[], body: Record<string, unknown>, by: string, case: string,
 *   epoch: number, id: string, kind: string}} FrameFields
 */
/** @typedef {FrameFields & {mac: string, sig: string, v: 1}} Frame */
/** @typedef {import("./bodies.js").Kinds} Kinds */

const LABEL = "intake/v1/frame";
export const MAX_PARENTS = 8;

/** Not a frame, or its MAC is of another key or another frame. */
export class FrameError extends Error {}

/**
 * Return the frame's canonical JSON, signed, with its MAC, not padded.
 * @param {FrameFields} fields
 * @param {Uint8Array} macSeed the case seed of the epoch, or the notes seed where it is sealed to the
 *   notes identity; 32 bytes
 * @param {Uint8Array} signingSeed Ed25519 seed of the author or of the account, 32 bytes
 * @param {Kinds} [kinds] that this writer knows
 * @returns {Promise<Uint8Array>}
 * @throws {FrameError} a field is none that a reader accepts
 */
export async function encodeFrame(fields, macSeed, signingSeed, kinds) {
  const frame = { ...fields, v: 1 };
  try {
    const sig = b64u(await sign(signingSeed, LABEL, encodeJson(frame)));
    const mac = b64u(await macOf({ ...frame, sig }, macSeed));
    const text = encodeJson({ ...frame, mac, sig });
    parseFrame(text, kinds);
    return text;
  } catch (error) {
    throw error instanceof EncodingError ? new FrameError("not a frame") : error;
  }
}

/**
 * Return the frame of its canonical JSON; MAC and signature are not verified.
 * @param {Uint8Array} text
 * @param {Kinds} [kinds] that this reader knows; those of the reporters if left out
 * @returns {Frame}
 * @throws {FrameError} not canonical JSON of this shape
 */
export function parseFrame(text, kinds = SHARED_KINDS) {
  try {
    return checkFrame(parseJson(text), kinds);
  } catch (error) {
    throw error instanceof EncodingError ? new FrameError("not a frame") : error;
  }
}

/**
 * Verify that the frame was made by somebody who held this seed.
 * @param {Frame} frame
 * @param {Uint8Array} macSeed 32 bytes
 * @throws {FrameError} it was not, or was changed
 */
export async function verifyMac(frame, macSeed) {
  const { mac, ...fields } = frame;
  if (!isEqual(await macOf(fields, macSeed), binary(mac))) {
    throw new FrameError("wrong MAC");
  }
}

/**
 * Verify the frame's signature.
 * @param {Frame} frame
 * @param {Uint8Array} key verification key, 32 bytes
 * @throws {import("../keys.js").SignatureError} it was made with another key, or for another frame
 */
export async function verifyWriter(frame, key) {
  const { mac, sig, ...fields } = frame;
  await verifySignature(key, LABEL, encodeJson(fields), binary(sig, 64));
}

/**
 * @param {unknown} value
 * @param {Kinds} kinds
 */
function checkFrame(value, kinds) {
  const fields = exactObject(value, "after body by case epoch id kind mac sig v");
  constant(fields.v, 1);
  const after = texts(fields.after);
  for (const parent of after) {
    binary(parent);
  }
  demand(after.length <= MAX_PARENTS && new Set(after).size === after.length);
  hexId(fields.case);
  integer(fields.epoch);
  hexId(fields.id);
  const { by, body } = kinds[oneOf(fields.kind, Object.keys(kinds))];
  oneOf(fields.by, by);
  body(fields.body);
  binary(fields.mac);
  binary(fields.sig, 64);
  return /** @type {Frame} */ (/** @type {unknown} */ (fields));
}

/**
 * @param {Record<string, unknown>} fields
 * @param {Uint8Array} macSeed
 */
async function macOf(fields, macSeed) {
  return hmacSha256(await deriveKey(macSeed, LABEL), encodeJson(fields));
}
