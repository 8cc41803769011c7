/** Saying codes in words; one without words is shown as it is. */

import { own } from "../own.js";
import { COUNTRY_WORDS } from "../words/en/labels.js";
import { LANGUAGE } from "../words/en/staff/language.js";

export {
  LANGUAGE_WORDS,
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

/** Slow to make, so made once. @type {Intl.DisplayNames | undefined} */
let countries;

/**
 * @param {string} code two small letters, a choice of the form, or empty
 * @returns {string} name of the country, or empty
 */
export function countryWord(code) {
  if (!/^[a-z]{2}$/.test(code)) {
    return code === "other" ? COUNTRY_WORDS.other : code && COUNTRY_WORDS.none;
  }
  const region = code.toUpperCase();
  if (!("DisplayNames" in Intl)) {
    return region; // Chrome 80 has no names of countries.
  }
  // biome-ignore lint/plugin: it was asked for above.
  countries = countries ?? new Intl.DisplayNames([LANGUAGE], { type: "region" });
  return countries.of(region) ?? region;
}
