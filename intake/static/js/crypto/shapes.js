/**
 * Checks that a parsed value has the shape docs/SPEC.md gives it.
 *
 * Each function returns its argument as the narrower type or throws EncodingError.
 */
import { EncodingError, parseB64u } from "./encoding.js";

/**
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 * @throws {EncodingError} not an object
 */
export function anyObject(value) {
  demand(typeof value === "object" && value !== null && !Array.isArray(value));
  return /** @type {Record<string, unknown>} */ (value);
}

/**
 * @param {unknown} value
 * @param {string} keys names in ascending order, joined by spaces
 * @returns {Record<string, unknown>} an object that has exactly these keys
 * @throws {EncodingError}
 */
export function exactObject(value, keys) {
  const object = anyObject(value);
  demand(Object.keys(object).sort().join(" ") === keys);
  return object;
}

/**
 * @param {unknown} value
 * @returns {string}
 * @throws {EncodingError} not a string
 */
export function text(value) {
  demand(typeof value === "string");
  return /** @type {string} */ (value);
}

/**
 * @param {unknown} value
 * @returns {unknown[]}
 * @throws {EncodingError} not a list
 */
export function items(value) {
  demand(Array.isArray(value));
  return /** @type {unknown[]} */ (value);
}

/**
 * @param {unknown} value
 * @returns {string[]} a list of strings
 * @throws {EncodingError}
 */
export function texts(value) {
  return items(value).map(text);
}

/**
 * @param {unknown} value
 * @param {number} [least]
 * @returns {number} an integer of at least `least`
 * @throws {EncodingError}
 */
export function integer(value, least = 0) {
  demand(Number.isSafeInteger(value) && Number(value) >= least);
  return /** @type {number} */ (value);
}

/**
 * @param {unknown} value
 * @returns {boolean}
 * @throws {EncodingError} neither true nor false
 */
export function boolean(value) {
  demand(typeof value === "boolean");
  return /** @type {boolean} */ (value);
}

/**
 * Require exactly this value.
 * @param {unknown} value
 * @param {number | string | null} expected
 * @throws {EncodingError}
 */
export function constant(value, expected) {
  demand(value === expected);
}

/**
 * @param {unknown} value
 * @param {readonly string[]} choices
 * @returns {string} one of these words
 * @throws {EncodingError}
 */
export function oneOf(value, choices) {
  const word = text(value);
  demand(choices.includes(word));
  return word;
}

/**
 * @param {unknown} value
 * @returns {string} an identifier: 16 bytes as 32 lower-case hexadecimal digits
 * @throws {EncodingError}
 */
export function hexId(value) {
  demand(/^[0-9a-f]{32}$/.test(text(value)));
  return /** @type {string} */ (value);
}

/**
 * @param {unknown} value
 * @returns {string} a word of some closed list: 1 to 40 lower-case letters, digits and low lines
 * @throws {EncodingError}
 */
export function code(value) {
  demand(/^[a-z][a-z0-9_]{0,39}$/.test(text(value)));
  return /** @type {string} */ (value);
}

/**
 * @param {unknown} value
 * @returns {string} a user name (SPEC 7)
 * @throws {EncodingError}
 */
export function userName(value) {
  demand(/^[a-z0-9][a-z0-9._-]{1,31}$/.test(text(value)));
  return /** @type {string} */ (value);
}

/**
 * @param {unknown} value
 * @returns {string} a day of the calendar, `2026-11-22`
 * @throws {EncodingError}
 */
export function day(value) {
  demand(isDay(text(value)));
  return /** @type {string} */ (value);
}

/**
 * @param {string} text
 * @returns {boolean} whether it is a day of the calendar: no 30th of February, no year 0
 */
export function isDay(text) {
  const moment = new Date(Date.parse(`${text}T00:00Z`) || 0);
  return moment.toISOString().slice(0, 10) === text && text >= "0001";
}

/**
 * @param {unknown} value base64url
 * @param {number} [length] bytes
 * @returns {Uint8Array} exactly this many bytes
 * @throws {EncodingError}
 */
export function binary(value, length = 32) {
  return parseB64u(text(value), length);
}

/**
 * Require what only this one shape demands.
 * @param {boolean} holds
 * @throws {EncodingError} it does not; no more is said, since whoever reads it says which object it is
 */
export function demand(holds) {
  if (!holds) {
    throw new EncodingError("another shape");
  }
}
