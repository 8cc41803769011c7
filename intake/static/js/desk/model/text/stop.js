/** Where the stop word of a reporter stands in a message; whether it does says `form/folding.js`. */

import { bareWord, fold, holdsStopWord } from "../../../form/folding.js";

/**
 * @param {string} text
 * @param {unknown} word as the reporter chose it, or nothing
 * @returns {{from: number, to: number}[]} where it stands, in UTF-16 units, in order; the whole text
 *   where it is in it and its place cannot be told
 */
export function findStop(text, word) {
  if (typeof word !== "string" || !holdsStopWord(text, word)) {
    return [];
  }
  const wanted = bareWord(word); // Never empty: it is in the text.
  const { plain, from, to } = folded(text);
  const found = [];
  for (let at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + wanted.length)) {
    found.push({ from: from[at], to: to[at + wanted.length - 1] });
  }
  return found.length ? found : [{ from: 0, to: text.length }];
}

/**
 * Fold a text letter by letter and remember from where to where each stood.
 * @param {string} text
 * @returns {{plain: string, from: number[], to: number[]}}
 */
function folded(text) {
  let plain = "";
  const [from, to] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  let at = 0;
  for (const character of text) {
    const letters = fold(character);
    for (let unit = 0; unit < letters.length; unit += 1) {
      from.push(at);
      to.push(at + character.length);
    }
    plain += letters;
    at += character.length;
  }
  return { plain, from, to };
}
