/**
 * The header of a sealed file: one stanza, one MAC, always 1,627 bytes (SPEC 1; C2SP age.md).
 *
 * With two readers either could rewrite a file for the other, since both know the file key. So this
 * parser knows one form only, and what it returns is what was there, byte for byte.
 */
import { concat, hkdf, hmacSha256, isEqual, utf8 } from "../bytes.js";
import { b64, EncodingError, parseB64 } from "../encoding.js";

export const HEADER_BYTES = 1627;
export const FILE_KEY_BYTES = 16;
export const ENC_BYTES = 1120; // ML-KEM-768 ciphertext, then X25519 share.
const WRAPPED_BYTES = FILE_KEY_BYTES + 16;
const MAC_TEXT_BYTES = 45; // A space, 43 characters, a line feed; the MAC covers what is before.
const FORM =
  /^age-encryption\.org\/v1\n-> mlkem768x25519 ([\w+/]{1494})\n([\w+/]{43})\n--- ([\w+/]{43})\n$/;

/** Base of everything that is wrong with an age file. */
export class AgeError extends Error {}

/** The file is for another identity. */
export class NoMatch extends AgeError {}

/**
 * The wrapped file key: `enc` 1,120 bytes, `body` 32 bytes.
 * @typedef {{enc: Uint8Array, body: Uint8Array}} Stanza
 */

/**
 * @param {Stanza} stanza
 * @param {Uint8Array} fileKey 16 bytes
 * @returns {Promise<Uint8Array>} 1,627 bytes
 */
export async function encodeHeader({ enc, body }, fileKey) {
  const start = `age-encryption.org/v1\n-> mlkem768x25519 ${b64(enc)}\n${b64(body)}\n---`;
  const authenticated = utf8(start);
  return concat(authenticated, utf8(` ${b64(await macOf(authenticated, fileKey))}\n`));
}

/**
 * Return the one stanza of the file; its MAC is not checked yet.
 * @param {Uint8Array} file at least its header
 * @returns {Stanza}
 * @throws {AgeError} no header with exactly one stanza of our type
 */
export function parseHeader(file) {
  const fields = FORM.exec(new TextDecoder().decode(file.subarray(0, HEADER_BYTES)));
  if (!fields) {
    throw new AgeError("not an age file of ours");
  }
  return {
    enc: parseField(fields[1], ENC_BYTES),
    body: parseField(fields[2], WRAPPED_BYTES),
  };
}

/**
 * Verify the header's MAC.
 * @param {Uint8Array} file a file whose header was parsed
 * @param {Uint8Array} fileKey 16 bytes
 * @throws {AgeError} the header was changed after it was made
 */
export async function verifyHeader(file, fileKey) {
  const split = HEADER_BYTES - MAC_TEXT_BYTES;
  const text = new TextDecoder().decode(file.subarray(split + 1, HEADER_BYTES - 1));
  if (!isEqual(parseField(text, 32), await macOf(file.slice(0, split), fileKey))) {
    throw new AgeError("header was changed");
  }
}

/**
 * @param {Uint8Array} authenticated
 * @param {Uint8Array} fileKey
 */
async function macOf(authenticated, fileKey) {
  return hmacSha256(await hkdf(fileKey, "header"), authenticated);
}

/**
 * @param {string} text
 * @param {number} length
 */
function parseField(text, length) {
  try {
    return parseB64(text, length);
  } catch (error) {
    throw error instanceof EncodingError ? new AgeError("malformed header") : error;
  }
}
