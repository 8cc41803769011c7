/** In which language something is written, as far as its letters tell: a guess, and said as one. */

import { languageName, say } from "../../../words/say.js";

/** @typedef {"zh" | "bo" | "ug" | "arabic" | "latin" | "cyrillic" | ""} Script */

const UYGHUR = /[\u0695\u06ad\u06c6-\u06c8\u06cb\u06d0\u06d5]/; // Letters that Arabic does without.
const HALF = 0.5;
/** @type {[Exclude<Script, "">, RegExp][]} */
const LETTERS = [
  ["zh", /\p{Script=Han}/gu],
  ["bo", /\p{Script=Tibetan}/gu],
  ["arabic", /\p{Script=Arabic}/gu],
  ["latin", /\p{Script=Latin}/gu],
  ["cyrillic", /\p{Script=Cyrillic}/gu],
];
const FEW = 0.15; // A name or a greeting in other letters makes no second language.
const LATIN_WEIGHT = 0.4; // It takes more letters to say the same.

/**
 * @param {string} text
 * @returns {Script[]} most written first; none where there are no letters
 */
export function scriptsOf(text) {
  const counted = LETTERS.map(([script, letters]) => {
    const count = text.match(letters)?.length ?? 0;
    return { script, count: script === "zh" || script === "bo" ? count : count * LATIN_WEIGHT };
  }).filter(({ count }) => count > 0);
  const all = counted.reduce((sum, { count }) => sum + count, 0);
  return counted
    .filter(({ count }) => count / all > FEW)
    .sort((one, other) => other.count - one.count)
    .map(({ script }) => (script === "arabic" && isUyghur(text) ? "ug" : script));
}

/** @param {string} text */
function isUyghur(text) {
  const words = text.split(/\s+/).filter((word) => /\p{Script=Arabic}/u.test(word));
  return words.filter((word) => UYGHUR.test(word)).length > words.length * HALF;
}

/** Languages of the form, by what they are written in. @type {ReadonlyMap<string, Script>} */
const WRITTEN_IN = new Map([
  ["zh-Hans", "zh"],
  ["zh-Hant", "zh"],
  ["bo", "bo"],
  ["ug", "ug"],
]);

/**
 * Tell whether a text may be in the language of the form it came with.
 * @param {string} text
 * @param {string} lang tag
 * @returns {boolean} true also where nothing can be told
 */
export function fitsForm(text, lang) {
  const [first] = scriptsOf(text);
  return !first || first === (WRITTEN_IN.get(lang) ?? "latin");
}

/**
 * @param {string} text
 * @param {string} formLang
 * @returns {string} in which letters it is written, and the form's language where they differ; of the
 *   letters of many languages the form's language alone
 */
export function writtenWords(text, formLang) {
  const scripts = scriptsOf(text);
  const langs = scripts.map((script) => script && say(`script.${script}`)).join(", ");
  const written = langs && say("thread.written", { langs });
  const asked = say("thread.form", { lang: languageName(formLang) });
  if (fitsForm(text, formLang)) {
    return scripts.join() === "latin" ? asked : written;
  }
  return `${asked}, ${written}`;
}
