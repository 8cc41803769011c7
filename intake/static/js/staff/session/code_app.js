/**
 * The secret of the code app (RFC 6238), made in its owner's browser and shown there once.
 *
 * The server is told it with the account, since it has to check codes; an invitation knows nothing
 * of it.
 */
import { randomBytes, wipe } from "../../crypto/bytes.js";

const SECRET_BYTES = 20;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const ISSUER = "Advice"; // Neutral on purpose: it stands in a list on a telephone.

/** @returns {string} 160 random bits in base32, 32 characters */
export function newCodeSecret() {
  const bytes = randomBytes(SECRET_BYTES);
  const text = base32(bytes);
  wipe(bytes);
  return text;
}

/**
 * @param {Uint8Array} bytes a multiple of five, so that nothing is padded
 * @returns {string}
 */
export function base32(bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{5}/g) ?? [];
  return groups.map((group) => ALPHABET[Number.parseInt(group, 2)]).join("");
}

/**
 * @param {string} secret base32
 * @returns {string} in groups of four, for typing
 */
export function inGroups(secret) {
  return (secret.match(/.{1,4}/g) ?? []).join(" ");
}

/**
 * Return the `otpauth://` link of a secret.
 * @param {string} secret base32
 * @param {string} username as in SPEC 7
 * @returns {string}
 */
export function codeLink(secret, username) {
  return `otpauth://totp/${ISSUER}:${username}?secret=${secret}&issuer=${ISSUER}`;
}
