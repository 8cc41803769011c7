/**
 * Ed25519 over bytes as they are (RFC 8032), for C2SP signed notes; keys.js signs under labels.
 *
 * The one place that knows which library makes it: browsers have had it natively only since 2025.
 * This one takes SHA-512 from WebCrypto and is 6 kB smaller in the bundle than @noble/curves, with
 * which it agrees on every signature.
 */
import { getPublicKeyAsync, signAsync, verifyAsync } from "@noble/ed25519";

/** The signature is not by this key over this message, or the key is none. */
export class SignatureError extends Error {}

/**
 * @param {Uint8Array} seed 32 bytes
 * @returns {Promise<Uint8Array>} the public key, 32 bytes
 */
export async function publicKey(seed) {
  return getPublicKeyAsync(seed);
}

/**
 * @param {Uint8Array} seed 32 bytes
 * @param {Uint8Array} message
 * @returns {Promise<Uint8Array>} the signature, 64 bytes
 */
export async function sign(seed, message) {
  return signAsync(message, seed);
}

/**
 * Check a signature.
 *
 * Keys and numbers that no honest signer makes are refused, here as in the server (SPEC, notation). This
 * equation is multiplied by the cofactor and the server's is not; only the owner of a key can make a
 * signature on which the two differ.
 * @param {Uint8Array} key public key
 * @param {Uint8Array} message
 * @param {Uint8Array} signature
 * @throws {SignatureError} wrong key, message or signature, or bytes of another length
 */
export async function verify(key, message, signature) {
  let holds = false;
  try {
    // RFC 8032 encodings only, as the server's library demands; ZIP 215 would allow more.
    holds = await verifyAsync(signature, message, key, { zip215: false });
  } catch {
    // Bytes of another length: no signature, or no key.
  }
  if (!holds) {
    throw new SignatureError("wrong signature");
  }
}
