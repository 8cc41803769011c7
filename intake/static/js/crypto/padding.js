/**
 * Padding with trailing spaces up to Padmé lengths with a floor (SPEC 2).
 *
 * Spaces, so that a stock age tool prints valid JSON; Padmé, so that a length tells at most
 * log log bits. `summary` has one length only, `draft` three: it is sealed again while somebody
 * types, and says nothing of how much.
 */

const SPACE = 0x20;
const SHORT = { floor: 1024, limit: 65536 };
const KEYS = { floor: 4096, limit: 65536 };

/** The text is too long for its kind, or the length is not a padded length. */
export class PaddingError extends Error {}

/**
 * Shortest and longest padded length of each kind, in bytes.
 * @type {Readonly<Record<string, {floor: number, limit: number}>>}
 */
export const KINDS = {
  summary: { floor: 1024, limit: 1024 },
  report: { floor: 8192, limit: 262144 },
  contact: SHORT,
  message: SHORT,
  // Acts of the staff all have the same lengths: which one it is the length does not tell.
  note: SHORT,
  level: SHORT,
  aside: SHORT,
  closing: SHORT,
  reopening: SHORT,
  settled: SHORT,
  handover: SHORT,
  contacted: SHORT,
  exclusion: SHORT,
  agreement: SHORT,
  key: KEYS,
  "desk-key": KEYS,
  seed: SHORT,
  vault: SHORT,
  cards: { floor: 4096, limit: 4194304 },
  draft: { floor: 4096, limit: 61440 },
};

/**
 * The only lengths of some kinds, in bytes; each is its own Padmé length.
 * @type {Readonly<Record<string, number[]>>}
 */
const STEPS = { draft: [4096, 16384, 61440] };

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
 * Say whether a plaintext of this kind may have this length.
 * @param {number} length bytes
 * @param {string} kind
 * @returns {boolean}
 */
export function isPaddedLength(length, kind) {
  return length <= KINDS[kind].limit && lengthFor(length, kind) === length;
}

/**
 * @param {number} length bytes
 * @param {string} kind
 * @returns {number} the padded length, without regard to the limit
 */
function lengthFor(length, kind) {
  const step = STEPS[kind]?.find((each) => each >= length);
  return step ?? paddedLength(length, KINDS[kind].floor);
}

/**
 * Return the text with the trailing spaces of its kind.
 * @param {Uint8Array} text
 * @param {string} kind
 * @returns {Uint8Array}
 * @throws {PaddingError} the padded text would be above the limit of the kind
 */
export function pad(text, kind) {
  const length = lengthFor(text.length, kind);
  if (length > KINDS[kind].limit) {
    throw new PaddingError("too long");
  }
  const padded = new Uint8Array(length).fill(SPACE);
  padded.set(text);
  return padded;
}

/**
 * Return the text without its trailing spaces.
 * @param {Uint8Array} padded
 * @param {string} kind
 * @returns {Uint8Array} a view, not a copy
 * @throws {PaddingError} the length is not the padded length of the text in it
 */
export function unpad(padded, kind) {
  let length = padded.length;
  while (length > 0 && padded[length - 1] === SPACE) {
    length--;
  }
  if (padded.length > KINDS[kind].limit || lengthFor(length, kind) !== padded.length) {
    throw new PaddingError("not the padded length of this text");
  }
  return padded.subarray(0, length);
}
