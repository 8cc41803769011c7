/** Folding texts, so that what is typed finds what is written however it is written. */

// Accents and other marks, the Arabic tatweel, and marks that only turn or join letters.
const PASSED_OVER = /[\p{M}\u0640\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/** Letters that different keyboards write for one. @type {[RegExp, string][]} */
const ALIKE = [
  [/[\u0649\u06cc\u06d2]/g, "\u064a"], // yeh
  [/[\u06a9\u06aa]/g, "\u0643"], // kaf
  [/\u0f0c/g, "\u0f0b"], // tsheg
];

/**
 * @param {string} text
 * @returns {string} lower case, without accents; letters of one sound are one
 */
export function fold(text) {
  const plain = text.normalize("NFKD").toLowerCase().replace(PASSED_OVER, "").normalize("NFKC");
  return ALIKE.reduce((folded, [letters, one]) => folded.replace(letters, one), plain);
}

/**
 * Tell whether every word of a search stands in a text, in any order.
 * @param {string} folded the text, folded
 * @param {string} search as typed
 * @returns {boolean}
 */
export function finds(folded, search) {
  return fold(search)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}
