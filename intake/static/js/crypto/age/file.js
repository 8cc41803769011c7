/**
 * age v1 files with exactly one `mlkem768x25519` recipient (SPEC 1; C2SP age.md).
 *
 * An identity is a seed of 32 bytes and stays bytes: texts cannot be overwritten. Files are sealed
 * and opened whole, so nothing of a damaged file is ever handed out.
 */
import { concat, randomBytes, wipe } from "../bytes.js";
import {
  AgeError,
  encodeHeader,
  FILE_KEY_BYTES,
  HEADER_BYTES,
  NoMatch,
  parseHeader,
  verifyHeader,
} from "./header.js";
import { expandIdentity, unwrapFileKey, wipeIdentity, wrapFileKey } from "./hybrid.js";
import { CHUNK_BYTES, decryptStream, encryptStream, NONCE_BYTES, TAG_BYTES } from "./stream.js";

/** @typedef {import("./hybrid.js").Identity} Identity */

/**
 * Return the age file of a plaintext.
 * @param {Uint8Array} plaintext
 * @param {Uint8Array} recipient 1,216 bytes
 * @returns {Promise<Uint8Array>}
 * @throws {AgeError} the recipient is no key
 */
export async function sealFile(plaintext, recipient) {
  const fileKey = randomBytes(FILE_KEY_BYTES);
  const header = await encodeHeader(await wrapFileKey(fileKey, recipient), fileKey);
  const file = concat(header, await encryptStream(plaintext, fileKey));
  wipe(fileKey);
  return file;
}

/**
 * Return the plaintext of an age file of ours.
 * @param {Uint8Array} file
 * @param {Uint8Array | Identity} key a seed of 32 bytes, whose keys live for this file only, or what
 *   `expandIdentity` made of one
 * @returns {Promise<Uint8Array>}
 * @throws {AgeError} NoMatch if it is for another identity; else not a file of section 1, or damaged
 */
export async function openFile(file, key) {
  const stanza = parseHeader(file);
  plaintextLength(file.length);
  const fileKey = await fileKeyOf(stanza, key);
  if (!fileKey) {
    throw new NoMatch("for another identity");
  }
  await verifyHeader(file, fileKey);
  const plaintext = await decryptStream(file.subarray(HEADER_BYTES), fileKey);
  wipe(fileKey);
  return plaintext;
}

/**
 * @param {import("./header.js").Stanza} stanza
 * @param {Uint8Array | Identity} key
 */
async function fileKeyOf(stanza, key) {
  if (!(key instanceof Uint8Array)) {
    return unwrapFileKey(stanza, key);
  }
  const identity = expandIdentity(key);
  try {
    return await unwrapFileKey(stanza, identity);
  } finally {
    wipeIdentity(identity);
  }
}

/**
 * Return the length of the age file of a plaintext.
 * @param {number} length bytes
 * @returns {number} bytes
 */
export function sealedLength(length) {
  const chunks = Math.max(1, Math.ceil(length / CHUNK_BYTES));
  return HEADER_BYTES + NONCE_BYTES + length + TAG_BYTES * chunks;
}

/**
 * Return the length of the plaintext of an age file of this length.
 * @param {number} sealed bytes
 * @returns {number} bytes
 * @throws {AgeError} no plaintext gives a file of this length
 */
export function plaintextLength(sealed) {
  const payload = sealed - HEADER_BYTES - NONCE_BYTES;
  const length = payload - TAG_BYTES * Math.ceil(payload / (CHUNK_BYTES + TAG_BYTES));
  if (length < 0 || sealedLength(length) !== sealed) {
    throw new AgeError("no age file has this length");
  }
  return length;
}
