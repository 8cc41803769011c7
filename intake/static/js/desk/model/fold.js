/** Finding what is typed in what is written, however either is written. */
import { fold } from "../../form/folding.js";

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
