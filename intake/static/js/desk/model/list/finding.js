/** Finding a case by what is typed, however it is written. */

/**
 * Tell whether every word of a search stands in a text, in any order.
 * @param {string} words the words of the text, folded
 * @param {string} wanted those of the search
 * @returns {boolean}
 */
export function finds(words, wanted) {
  return wanted.split(" ").every((word) => words.includes(word));
}
