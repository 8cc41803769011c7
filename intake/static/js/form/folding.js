/**
 * Folding texts, so that a word is found however it was typed; and the word that means "stop".
 *
 * Twin of `intake/form/given/folding.py`; both read `intake/form/data/folding.json` and the vectors of
 * `tests/vectors/folding.json`. Letters are named by their numbers and not by Unicode's classes, of which
 * every browser has its own version.
 */

const LEAST_CHARACTERS = 2; // Of a stop word, folded: one letter would stand in every message.

const BLANKS = /[\t-\r \x85\u1680\u2028\u2029]+/g;
const TSHEG_AT_AN_END = /^\u0f0b+|\u0f0b+$/g; // Whether one ends a word is a matter of taste.
// What stands around a word that somebody names: quotes, commas, full stops.
const AROUND =
  " .,;:!?\"'()\\-\\u2026\\u00b7\\u00ab\\u00bb\\u2018\\u2019\\u201c-\\u201f\\u3001\\u3002\\u300c-\\u300f\\u0f0b\\u0f0d";
const ENDS = new RegExp(`^[${AROUND}]+|[${AROUND}]+$`, "g");

/**
 * What `folding.json` says: under what it counts as, each character that is taken for it; ranges of
 * marks; what is passed over in a search, and what parts words there.
 * @typedef {{letters: Record<string, string>, marks: string, passed: string, parting: string}} Letters
 */

/** What is passed over everywhere. */
let passedOver = /[\u0300-\u036f]/gu;

/** What a character counts as, where it is not itself. @type {Map<string, string>} */
const letters = new Map();
/** The same, in a search. @type {Map<string, string>} */
const everything = new Map();

/**
 * Learn what counts as one letter; until then only capitals and accents are passed over.
 * @param {Letters} read
 */
export function learnLetters(read) {
  const { marks } = read;
  // Also a yeh under a hamza: it carries the vowel behind it, and is left out by who types without it.
  passedOver = new RegExp(`[\u0649\u064a\u06cc\u06d2][${marks}]*?[\u0654\u0674]|[${marks}]`, "gu");
  for (const [one, alike] of Object.entries(read.letters)) {
    for (const each of alike) {
      letters.set(each, one);
      everything.set(each, one);
    }
  }
  for (const each of read.passed) {
    everything.set(each, "");
  }
  for (const each of read.parting) {
    everything.set(each, " ");
  }
}

/**
 * @param {string} text
 * @param {Map<string, string>} [alike]
 * @returns {string} lower case, without accents; letters of one sound are one, blanks too
 */
export function fold(text, alike = letters) {
  const plain = text.normalize("NFKD").toLowerCase().replace(passedOver, "");
  const folded = plain.replace(/[^a-z0-9 ]/gu, (each) => alike.get(each) ?? each);
  return folded.normalize("NFKC").replace(BLANKS, " ");
}

/**
 * @param {string} text
 * @returns {string} its words, folded, without punctuation, one blank between them
 */
export function foldWords(text) {
  const words = fold(text, everything).split(" ");
  return words
    .map((word) => word.replace(TSHEG_AT_AN_END, ""))
    .filter(Boolean)
    .join(" ");
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
