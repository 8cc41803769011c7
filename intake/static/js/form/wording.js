/**
 * Who tells us about somebody else: what they read is worded for that. Twin of `Other` in
 * `intake/form/questions/structure.py`; the other wording comes from `intake/web/pages/wordings.py`.
 */

import { own } from "../own.js";

/** One question, and those of its choices that mean somebody else. @typedef {{q: string, has: string[]}} Meant */

/**
 * @param {Meant} meant
 * @param {Readonly<Record<string, unknown>>} answers of whatever shape
 * @returns {boolean} whether they are about somebody else
 */
export function isAboutOther(meant, answers) {
  return meant.has.includes(/** @type {string} */ (own(answers, meant.q)));
}
