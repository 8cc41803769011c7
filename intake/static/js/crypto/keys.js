/**
 * Keys from keys, by label: HKDF-SHA256 and Ed25519 as docs/SPEC.md uses them.
 *
 * A label is part of every derivation and every signature, so that no key and no signature of one
 * purpose is ever good for another.
 */
import { concat, hkdf, utf8 } from "./bytes.js";
import * as ed25519 from "./ed25519.js";

export { SignatureError } from "./ed25519.js";

/**
 * Derive 32 bytes with HKDF-SHA256.
 * @param {Uint8Array} key input keying material
 * @param {string} label info, ASCII
 * @param {Uint8Array} [salt] empty if left out
 * @returns {Promise<Uint8Array>}
 */
export function deriveKey(key, label, salt) {
  return hkdf(key, label, salt);
}

/**
 * @param {Uint8Array} signingSeed 32 bytes
 * @returns {Promise<Uint8Array>} the Ed25519 public key, 32 bytes
 */
export function verificationKey(signingSeed) {
  return ed25519.publicKey(signingSeed);
}

/**
 * Sign label, line feed, message.
 * @param {Uint8Array} signingSeed 32 bytes
 * @param {string} label ASCII
 * @param {Uint8Array} message
 * @returns {Promise<Uint8Array>} 64 bytes
 */
export function sign(signingSeed, label, message) {
  return ed25519.sign(signingSeed, concat(utf8(`${label}\n`), message));
}

/**
 * Verify what `sign` made.
 * @param {Uint8Array} key Ed25519 verification key, 32 bytes
 * @param {string} label ASCII label of the purpose
 * @param {Uint8Array} message the signed bytes without the label
 * @param {Uint8Array} signature 64 bytes
 * @throws {ed25519.SignatureError} wrong key, label, message or signature, or not a key at all
 */
export function verifySignature(key, label, message, signature) {
  return ed25519.verify(key, concat(utf8(`${label}\n`), message), signature);
}
