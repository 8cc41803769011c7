/**
 * Byte strings, and the primitives that every browser has natively (SPEC, notation).
 *
 * SHA-256, HMAC and HKDF go through WebCrypto, so they cost the bundle nothing. `crypto.subtle` is
 * there only in a secure context: https, localhost and onion addresses.
 */

/**
 * Join byte strings.
 * @param {...Uint8Array} parts
 * @returns {Uint8Array}
 */
export function concat(...parts) {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/**
 * Encode text as UTF-8; a lone surrogate becomes U+FFFD.
 * @param {string} text
 * @returns {Uint8Array}
 */
export function utf8(text) {
  return new TextEncoder().encode(text);
}

/**
 * Compare without telling by the time taken where the difference is.
 * @param {Uint8Array} one
 * @param {Uint8Array} other
 * @returns {boolean}
 */
export function isEqual(one, other) {
  let difference = one.length ^ other.length;
  for (let i = 0; i < one.length; i++) {
    difference |= one[i] ^ other[i];
  }
  return difference === 0;
}

/**
 * Draw from the browser's generator.
 * @param {number} length bytes, at most 65,536
 * @returns {Uint8Array}
 */
export function randomBytes(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}

/**
 * Overwrite secrets whose life ends here. Copies the engine made are out of reach.
 * @param {...(Uint8Array | null | undefined)} secrets
 */
export function wipe(...secrets) {
  for (const secret of secrets) {
    secret?.fill(0);
  }
}

/**
 * @param {Uint8Array} data
 * @returns {Promise<Uint8Array>} 32 bytes
 */
export async function sha256(data) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", native(data)));
}

/**
 * @param {Uint8Array} key at least one byte; browsers differ on an empty one
 * @param {Uint8Array} data
 * @returns {Promise<Uint8Array>} 32 bytes
 */
export async function hmacSha256(key, data) {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", native(key), algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, native(data)));
}

/**
 * Derive 32 bytes with HKDF-SHA256.
 * @param {Uint8Array} key input keying material
 * @param {string} label info, ASCII
 * @param {Uint8Array} [salt] empty if left out
 * @returns {Promise<Uint8Array>}
 */
export async function hkdf(key, label, salt = new Uint8Array(0)) {
  const imported = await crypto.subtle.importKey("raw", native(key), "HKDF", false, ["deriveBits"]);
  const parameters = {
    name: "HKDF",
    hash: "SHA-256",
    salt: native(salt),
    info: native(utf8(label)),
  };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, imported, 256));
}

/**
 * State for the type checker what holds everywhere here: no byte string lies in shared memory.
 * @param {Uint8Array} data
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function native(data) {
  return /** @type {Uint8Array<ArrayBuffer>} */ (data);
}

/**
 * Return a text that has an encoding: of half a character, which some keyboards leave behind, U+FFFD.
 * @param {string} text
 * @returns {string}
 */
export function wellFormed(text) {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(utf8(text)); // U+FEFF in front stays.
}
