/** The payload of an age file: STREAM of ChaCha20-Poly1305 chunks (C2SP age.md, "Payload"). */
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { hkdf, randomBytes, wipe } from "../bytes.js";
import { AgeError } from "./header.js";

export const CHUNK_BYTES = 65536;
export const NONCE_BYTES = 16;
export const TAG_BYTES = 16;
const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

/**
 * @param {Uint8Array} plaintext
 * @param {Uint8Array} fileKey 16 bytes
 * @returns {Promise<Uint8Array>} nonce and chunks
 */
export async function encryptStream(plaintext, fileKey) {
  const nonce = randomBytes(NONCE_BYTES);
  const key = await hkdf(fileKey, "payload", nonce);
  const count = Math.max(1, Math.ceil(plaintext.length / CHUNK_BYTES));
  const payload = new Uint8Array(NONCE_BYTES + plaintext.length + count * TAG_BYTES);
  payload.set(nonce);
  for (let i = 0; i < count; i++) {
    const chunk = plaintext.slice(i * CHUNK_BYTES, (i + 1) * CHUNK_BYTES);
    const sealed = chacha20poly1305(key, chunkNonce(i, i === count - 1)).encrypt(chunk);
    payload.set(sealed, NONCE_BYTES + i * SEALED_CHUNK_BYTES);
    wipe(chunk);
  }
  wipe(key);
  return payload;
}

/**
 * @param {Uint8Array} payload nonce and chunks
 * @param {Uint8Array} fileKey 16 bytes
 * @returns {Promise<Uint8Array>} the plaintext, only if every chunk verified
 * @throws {AgeError} damaged, cut short, or followed by something else
 */
export async function decryptStream(payload, fileKey) {
  const key = await hkdf(fileKey, "payload", payload.slice(0, NONCE_BYTES));
  const sealed = payload.length - NONCE_BYTES;
  const count = Math.max(1, Math.ceil(sealed / SEALED_CHUNK_BYTES));
  const plaintext = new Uint8Array(Math.max(0, sealed - count * TAG_BYTES));
  for (let i = 0; i < count; i++) {
    const start = NONCE_BYTES + i * SEALED_CHUNK_BYTES;
    const chunk = payload.slice(start, start + SEALED_CHUNK_BYTES);
    if (i > 0 && chunk.length === TAG_BYTES) {
      throw new AgeError("empty last chunk");
    }
    const opened = openChunk(key, chunkNonce(i, i === count - 1), chunk);
    plaintext.set(opened, i * CHUNK_BYTES);
    wipe(opened);
  }
  wipe(key);
  return plaintext;
}

/**
 * @param {Uint8Array} key
 * @param {Uint8Array} nonce
 * @param {Uint8Array} chunk
 */
function openChunk(key, nonce, chunk) {
  try {
    return chacha20poly1305(key, nonce).decrypt(chunk);
  } catch {
    throw new AgeError("damaged payload");
  }
}

/**
 * @param {number} counter of chunks, below 2^32
 * @param {boolean} last
 */
function chunkNonce(counter, last) {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(7, counter);
  nonce[11] = last ? 1 : 0;
  return nonce;
}
