/** Parts of the page that nobody sees at first, and that come with the form's data (web/pages/trees.py). */

import { element } from "../dom.js";

/** A text, or tag, attributes, children. @typedef {string | [string, Record<string, string>, ...any[]]} Tree */

/**
 * Make what a tree describes; its texts go in as text only.
 * @param {Tree} tree
 * @returns {Node | string}
 */
export function grow(tree) {
  if (typeof tree === "string") {
    return tree;
  }
  const [tag, attributes, ...children] = tree;
  return element(tag, attributes, ...children.map(grow));
}
