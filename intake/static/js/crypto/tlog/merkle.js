/** Merkle tree hashes (RFC 6962, section 2.1, with SHA-256). All hashes are 32 bytes. */
import { concat, sha256 } from "../bytes.js";

/**
 * @param {Uint8Array} leaf bytes of an entry
 * @returns {Promise<Uint8Array>} SHA-256(0x00 ‖ leaf)
 */
export function leafHash(leaf) {
  return sha256(concat(Uint8Array.of(0), leaf));
}

/**
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 * @returns {Promise<Uint8Array>} SHA-256(0x01 ‖ left ‖ right)
 */
export function nodeHash(left, right) {
  return sha256(concat(Uint8Array.of(1), left, right));
}
