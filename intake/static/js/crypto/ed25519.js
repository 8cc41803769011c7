/**
 * Ed25519 over bytes as they are (RFC 8032), for C2SP signed notes; keys.js signs under labels.
 *
 * The one place that knows which library makes it: browsers have had it natively only since 2025.
 */
import { ed25519 } from "@noble/curves/ed25519.js";

/** The signature is not by this key over this message, or the key is none. */
export class Ed25519Error extends Error {}

/**
 * @param {Uint8Array} seed 32 bytes
 * @returns {Promise<Uint8Array>} the public key, 32 bytes
 */
export async function publicKey(seed) {
  return ed25519.getPublicKey(seed);
}

/**
 * @param {Uint8Array} seed 32 bytes
 * @param {Uint8Array} message
 * @returns {Promise<Uint8Array>} the signature, 64 bytes
 */
export async function sign(seed, message) {
  return ed25519.sign(message, seed);
}

/**
 * Check a signature.
 * @param {Uint8Array} key public key
 * @param {Uint8Array} message
 * @param {Uint8Array} signature
 * @throws {Ed25519Error} wrong key, message or signature, or bytes of another length
 */
export async function verify(key, message, signature) {
  let holds = false;
  try {
    // RFC 8032 encodings only, as the server's library demands; ZIP 215 would allow more.
    holds = ed25519.verify(signature, message, key, { zip215: false });
  } catch {
    // Bytes of another length: no signature, or no key.
  }
  if (!holds) {
    throw new Ed25519Error("wrong signature");
  }
}
