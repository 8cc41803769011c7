/** Numbers, plates and addresses in words that run from right to left keep their own order. */

import { element } from "../../dom.js";

const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;
const ONE = "[0-9A-Za-z\\u0660-\\u0669\\u06f0-\\u06f9]+";
/** What stands between two parts of one number; a full stop before a blank ends a sentence. */
const BETWEEN = "(?:[-./:@_#&=?%+]+| \\+?| ?\\([0-9]+\\) ?)";
const RUN = new RegExp(`(\\+?${ONE}(?:${BETWEEN}${ONE})+|\\+${ONE})`);

/**
 * Return the parts of a text, each such run as an element that goes from left to right by itself. Left
 * to themselves the groups of a telephone number stand the other way round. The server's twin is
 * `intake/web/pages/ordered.py`.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function inOrder(text) {
  if (!RIGHT_TO_LEFT.test(text)) {
    return [text];
  }
  const parts = text.split(RUN); // Every second one is a run.
  return parts.map((part, at) => (at % 2 ? element("bdi", { dir: "ltr" }, part) : part));
}
