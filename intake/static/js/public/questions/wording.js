/** The words of the form, for oneself or for somebody else: only texts change, never a field. */

import { isAboutOther } from "../../form/wording.js";
import { own } from "../../own.js";

/**
 * By selector of an element each text in it that reads differently for somebody else, and how.
 * @typedef {import("../../form/wording.js").Meant & {words: Record<string, Record<string, string>>}} Other
 */

/**
 * Find every text in a part of the page that has two wordings. Each stands alone in its element, or behind its
 * field.
 * @param {HTMLElement} root
 * @param {Other} other
 * @returns {(answers: import("../../form/conditions.js").Answers) => void} puts the wording in sight
 *   that these answers ask for
 */
export function startWording(root, other) {
  /** @type {[Text, string, string][]} */
  const texts = [];
  for (const [place, twins] of Object.entries(other.words)) {
    for (const { lastChild } of root.querySelectorAll(`${place} *`)) {
      const text = /** @type {Text | null} */ (lastChild);
      const twin = own(twins, text?.data ?? "");
      if (text && twin) {
        texts.push([text, text.data, twin]);
      }
    }
  }
  return (answers) => {
    const isOther = isAboutOther(other, answers);
    for (const [text, one, twin] of texts) {
      text.data = isOther ? twin : one;
    }
  };
}
