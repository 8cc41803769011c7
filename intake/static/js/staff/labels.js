/** Saying codes in words; one without words is shown as it is. */

import { own } from "../own.js";

export {
  LEVEL_WORDS,
  OTHER_PURPOSE_WORDS,
  PURPOSE_WORDS,
  ROLE_WORDS,
  STATUS_WORDS,
} from "../words/en/labels.js";

/** @typedef {import("../words/en/labels.js").Words} Words */

/**
 * @param {Words} words
 * @param {string} code
 * @param {string} [unknown] what to say of a code without words
 * @returns {string}
 */
export function wordFor(words, code, unknown = code) {
  return own(words, code) ?? unknown;
}
