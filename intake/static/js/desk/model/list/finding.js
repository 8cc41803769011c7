/** Finding a case by what is typed, however it is written. */

import { fold } from "../../../form/folding.js";

/**
 * Tell whether every word of a search stands in a text, in any order.
 * @param {string} folded the text, folded
 * @param {string} search as typed
 * @returns {boolean}
 */
export function finds(folded, search) {
  return fold(search)
    .split(" ")
    .every((word) => folded.includes(word));
}
