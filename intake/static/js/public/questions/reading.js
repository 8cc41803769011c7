/** The answers as they stand in the page. */

import { wellFormed } from "../../crypto/bytes.js";
import { collectAnswers } from "../../form/questions.js";
import { fieldsIn, isPick } from "./fields.js";

/**
 * Return the answers as they stand in the page now; what is hidden is among them.
 * @param {HTMLElement} root
 * @param {import("../../form/questions.js").ClientData} data
 */
export function readAnswers(root, data) {
  /** @type {[string, string][]} */
  const entries = [];
  for (const field of fieldsIn(root)) {
    if (!isPick(field) || field.checked) {
      entries.push([field.name, wellFormed(field.value)]);
    }
  }
  return collectAnswers(data, entries);
}
