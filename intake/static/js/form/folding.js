/**
 * Folding texts, so that a word is found however it was typed; and the word that means "stop".
 *
 * Twin of `intake/form/given/folding.py`; both read `tests/vectors/folding.json`. Letters are named by their
 * numbers and not by Unicode's classes, of which every browser has its own version.
 */

const LEAST_CHARACTERS = 2; // Of a stop word, folded: one letter would stand in every message.

// Accents of Latin, Greek and Cyrillic, vowel marks of Hebrew and Arabic, the Arabic tatweel, and
// marks that nobody sees. The signs of Tibetan and other scripts are letters, and stay.
const PASSED_OVER = new RegExp(
  "[\\u0300-\\u036f\\u0483-\\u0487\\u0591-\\u05c7\\u0610-\\u061a\\u061c\\u0640\\u064b-\\u065f\\u0670" +
    "\\u06d6-\\u06dc\\u06df-\\u06e8\\u06ea-\\u06ed\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f" +
    "\\ufe00-\\ufe0f\\ufeff]",
  "g",
);
/** Letters that different keyboards write for one. @type {[RegExp, string][]} */
const ALIKE = [
  [/[\u0649\u06cc\u06d2]/g, "\u064a"], // yeh
  [/[\u06a9\u06aa]/g, "\u0643"], // kaf
  [/\u0f0c/g, "\u0f0b"], // tsheg
  [/\u03c2/g, "\u03c3"], // sigma at the end of a word
  [/[\t-\r \x85\u1680\u2028\u2029]+/g, " "],
];
// What stands around a word that somebody names: quotes, commas, full stops.
const AROUND =
  " .,;:!?\"'()\\-\\u2026\\u00b7\\u00ab\\u00bb\\u2018\\u2019\\u201c-\\u201f\\u3001\\u3002\\u300c-\\u300f\\u0f0b\\u0f0d";
const ENDS = new RegExp(`^[${AROUND}]+|[${AROUND}]+$`, "g");

/**
 * @param {string} text
 * @returns {string} lower case, without accents; letters of one sound are one, blanks too
 */
export function fold(text) {
  const plain = text.normalize("NFKD").toLowerCase().replace(PASSED_OVER, "").normalize("NFKC");
  return ALIKE.reduce((folded, [letters, one]) => folded.replace(letters, one), plain);
}

/**
 * Tell whether a message holds the word that its writer chose for being forced.
 * @param {string} message as it was written
 * @param {string} stopWord the answer to `c_stop`; one that has fewer than two characters when it is
 *   folded, and what stands around it is taken off, is in no message
 * @returns {boolean}
 */
export function holdsStopWord(message, stopWord) {
  const word = bareWord(stopWord);
  return [...word].length >= LEAST_CHARACTERS && fold(message).includes(word);
}

/**
 * @param {string} stopWord the answer to `c_stop`
 * @returns {string} what is looked for: folded, without what stands around it
 */
export function bareWord(stopWord) {
  return fold(stopWord).replace(ENDS, "");
}
