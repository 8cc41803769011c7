/**
 * Canonical JSON, base64url without padding, hexadecimal, and digits (SPEC, notation, sections 2 and 3).
 *
 * One value has exactly one encoding, in both languages: what is signed, hashed or authenticated is
 * bytes, and a reader refuses bytes that differ from their own canonical form. The parsers throw
 * EncodingError and nothing else; its texts never hold what was parsed.
 */
import { isEqual, utf8 } from "./bytes.js";

const MAX_DEPTH = 16; // Nested objects and arrays; the deepest format of ours needs six.
const DIGIT = /\p{Nd}/u;
const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** The bytes are not canonical, or the value has no canonical form. */
export class EncodingError extends Error {}

/**
 * Return every decimal digit of a text in ASCII: of any script, whatever stands between. It is the one
 * reader of codes that people type (SPEC 3).
 * @param {string} typed
 * @returns {string}
 */
export function readDigits(typed) {
  return Array.from(typed, (each) => (DIGIT.test(each) ? digitOf(each) : "")).join("");
}

/**
 * Digits stand in rows of ten, and where rows touch each other they are whole.
 * @param {string} character a decimal digit
 */
function digitOf(character) {
  let before = /** @type {number} */ (character.codePointAt(0)) - 1;
  let value = 0;
  while (DIGIT.test(String.fromCodePoint(before))) {
    before -= 1;
    value += 1;
  }
  return value % 10;
}

/**
 * @param {Uint8Array} data
 * @returns {string} standard base64 without padding
 */
export function b64(data) {
  let binary = "";
  for (const byte of data) {
    binary += String.fromCharCode(byte);
  }
  return btoa(binary).replace(/=+$/, "");
}

/**
 * @param {string} text standard base64 without padding
 * @param {number} length bytes it must encode
 * @returns {Uint8Array}
 * @throws {EncodingError} another length, alphabet or padding, or bits left over at the end
 */
export function parseB64(text, length) {
  let binary;
  try {
    binary = atob(text);
  } catch {
    throw new EncodingError("not base64");
  }
  const data = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  // atob skips white space and forgives spare bits; only the round trip is strict.
  if (data.length !== length || b64(data) !== text) {
    throw new EncodingError("not canonical base64");
  }
  return data;
}

/**
 * @param {Uint8Array} data
 * @returns {string} base64url without padding
 */
export function b64u(data) {
  return b64(data).replace(/\+/g, "-").replace(/\//g, "_");
}

/**
 * @param {string} text base64url without padding
 * @param {number} length bytes it must encode
 * @returns {Uint8Array}
 * @throws {EncodingError} another length, alphabet or padding, or bits left over at the end
 */
export function parseB64u(text, length) {
  if (/[+/]/.test(text)) {
    throw new EncodingError("not base64url");
  }
  return parseB64(text.replace(/-/g, "+").replace(/_/g, "/"), length);
}

/**
 * @param {string} text base64url without padding, of bytes of any number
 * @returns {Uint8Array}
 * @throws {EncodingError} as `parseB64u`
 */
export function fileBytes(text) {
  return parseB64u(text, Math.floor((text.length * 3) / 4));
}

/**
 * @param {Uint8Array} data
 * @returns {string} lower-case hexadecimal
 */
export function hex(data) {
  return Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Return the canonical JSON of a value as UTF-8.
 * @param {unknown} value object, array, string, safe integer, boolean or null, 16 levels at most
 * @returns {Uint8Array}
 * @throws {EncodingError} another type, a key that is not ASCII, a lone surrogate, or too deep
 */
export function encodeJson(value) {
  return utf8(write(value, MAX_DEPTH));
}

/**
 * Return the value of canonical JSON.
 * @param {Uint8Array} data
 * @returns {unknown}
 * @throws {EncodingError} not JSON, or not its own canonical form: that covers repeated and
 *   unsorted keys, fractions, white space, needless escapes and a byte order mark
 */
export function parseJson(data) {
  let value;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data));
  } catch {
    // The cause is dropped: the engine's messages quote the document.
    throw new EncodingError("not JSON");
  }
  if (!isEqual(encodeJson(value), data)) {
    throw new EncodingError("not canonical JSON");
  }
  return value;
}

/**
 * @param {unknown} value
 * @param {number} depth levels that may still follow
 * @returns {string}
 */
function write(value, depth) {
  if (value === null || typeof value === "boolean" || Number.isSafeInteger(value)) {
    return String(value);
  }
  if (typeof value === "string") {
    return writeText(value);
  }
  if (typeof value !== "object" || depth === 0) {
    throw new EncodingError("no canonical form");
  }
  if (Array.isArray(value)) {
    return `[${value.map((item) => write(item, depth - 1)).join(",")}]`;
  }
  return `{${Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, item]) => `${writeKey(key)}:${write(item, depth - 1)}`)
    .join(",")}}`;
}

/** @param {string} key */
function writeKey(key) {
  if (utf8(key).length !== key.length) {
    throw new EncodingError("key is not ASCII text");
  }
  return writeText(key);
}

/** @param {string} text */
function writeText(text) {
  if (LONE_SURROGATE.test(text)) {
    throw new EncodingError("lone surrogate");
  }
  return JSON.stringify(text);
}
