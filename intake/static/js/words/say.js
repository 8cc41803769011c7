/**
 * The words of the desk's page, by key, in English; the build puts another language in their place
 * (`intake/static/words.js`). Words for the codes of casework are the server's
 * (`intake/case/rules/casework.en.toml`) and come with the form.
 */

import { ACTS } from "./en/acts.js";
import { CASE } from "./en/case.js";
import { LIST } from "./en/list.js";
import { PROBLEMS } from "./en/problems.js";
import { SHELL } from "./en/shell.js";
import { WHY } from "./en/why.js";
import { speaker } from "./speaking.js";

const WORDS = { ...SHELL, ...LIST, ...WHY, ...CASE, ...ACTS, ...PROBLEMS };

/** @typedef {keyof typeof WORDS} Key */

export const { say, sayOf, learn } = speaker(WORDS);

/**
 * @param {string} tag
 * @returns {string} what a language of the form is called, or its tag
 */
export function languageName(tag) {
  return sayOf("lang", tag) ?? tag;
}
