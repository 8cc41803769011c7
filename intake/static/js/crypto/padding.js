/**
 * Padding with trailing spaces up to Padmé lengths with a floor (SPEC 2).
 *
 * Spaces, so that a stock age tool prints valid JSON; Padmé, so that a length tells at most
 * log log bits. `summary` has one length only, `draft` three: it is sealed again while somebody
 * types, and says nothing of how much.
 */

const SPACE = 0x20;

/**
 * Shortest and longest padded length, in bytes. Of a frame they stand in the table of its kind.
 * `steps` are the only lengths, where there are any; each is its own Padmé length.
 * @typedef {Readonly<{floor: number, limit: number, steps?: number[]}>} Lengths
 */

/** @type {Lengths} */
export const SUMMARY = { floor: 1024, limit: 1024 };
/** @type {Lengths} */
export const REPORT = { floor: 8192, limit: 262144 };
/** Of whatever is not named here: messages, acts, vaults, seeds. @type {Lengths} */
export const SHORT = { floor: 1024, limit: 65536 };
/** Of key files. @type {Lengths} */
export const KEYS = { floor: 4096, limit: 65536 };
/** @type {Lengths} */
export const CARDS = { floor: 4096, limit: 4194304 };
/** @type {Lengths} */
export const DRAFT = { floor: 4096, limit: 61440, steps: [4096, 16384, 61440] };
/** Of what an auditor asks who holds a case, and of the answer. @type {Lengths} */
export const INQUIRY = { floor: 1024, limit: 4096, steps: [1024, 4096] };

/** The text is too long for its kind, or the length is not a padded length. */
export class PaddingError extends Error {}

/**
 * Return the padded length without regard to a limit.
 * @param {number} length bytes
 * @param {number} floor shortest padded length, bytes
 * @returns {number} bytes
 */
export function paddedLength(length, floor) {
  if (length <= floor) {
    return floor;
  }
  const exponent = 31 - Math.clz32(length);
  const mask = 2 ** (exponent - (32 - Math.clz32(exponent))) - 1;
  return Math.ceil(length / (mask + 1)) * (mask + 1);
}

/**
 * Say whether a plaintext of these lengths may have this length.
 * @param {number} length bytes
 * @param {Lengths} lengths
 * @returns {boolean}
 */
export function isPaddedLength(length, lengths) {
  return length <= lengths.limit && lengthFor(length, lengths) === length;
}

/**
 * @param {number} length bytes
 * @param {Lengths} lengths
 * @returns {number} the padded length, without regard to the limit
 */
function lengthFor(length, { floor, steps }) {
  return steps?.find((step) => step >= length) ?? paddedLength(length, floor);
}

/**
 * Return the text with its trailing spaces.
 * @param {Uint8Array} text
 * @param {Lengths} lengths
 * @returns {Uint8Array}
 * @throws {PaddingError} the padded text would be above the limit
 */
export function pad(text, lengths) {
  const length = lengthFor(text.length, lengths);
  if (length > lengths.limit) {
    throw new PaddingError("too long");
  }
  const padded = new Uint8Array(length).fill(SPACE);
  padded.set(text);
  return padded;
}

/**
 * Return the text without its trailing spaces.
 * @param {Uint8Array} padded
 * @param {Lengths} lengths
 * @returns {Uint8Array} a view, not a copy
 * @throws {PaddingError} the length is not the padded length of the text in it
 */
export function unpad(padded, lengths) {
  let length = padded.length;
  while (length > 0 && padded[length - 1] === SPACE) {
    length--;
  }
  if (padded.length > lengths.limit || lengthFor(length, lengths) !== padded.length) {
    throw new PaddingError("not the padded length of this text");
  }
  return padded.subarray(0, length);
}
