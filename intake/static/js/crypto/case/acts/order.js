/**
 * In which order frames were written, as far as they say so themselves; and what each one knew.
 *
 * The server tells an order of rows. A frame names what it comes after, which nobody can change; where
 * the two differ the frames are believed.
 */
import { MAX_PARENTS } from "../frames.js";

/** @typedef {import("../frames.js").Frame} Frame */
/** @typedef {import("../reading/reader.js").Written} Written */

/**
 * Return what was read, everything after what it names; else in the order of reading.
 * @param {readonly Written[]} written
 * @returns {Written[]}
 */
export function inOrder(written) {
  const names = new Set(written.map(({ hash }) => hash));
  const ordered = [];
  const done = new Set();
  let waiting = [...written];
  while (waiting.length) {
    const later = [];
    for (const each of waiting) {
      if (each.frame.after.every((parent) => done.has(parent) || !names.has(parent))) {
        ordered.push(each);
        done.add(each.hash);
      } else {
        later.push(each);
      }
    }
    if (later.length === waiting.length) {
      return [...ordered, ...later]; // A circle, which hashes cannot make.
    }
    waiting = later;
  }
  return ordered;
}

/**
 * Return the hashes of what the writer of a frame had read, itself left out.
 *
 * Whoever names eight files may have known more heads than there is room for, and behind a file that
 * cannot be read nothing can be followed. Then all that stands before counts as known.
 * @param {Written} each
 * @param {readonly Written[]} before what stands before it, in order
 * @returns {Set<string>}
 */
export function knownTo(each, before) {
  const among = new Map(before.map(({ hash, frame }) => [hash, frame]));
  const found = new Set();
  const toFollow = [each.frame];
  for (const { after } of toFollow) {
    if (after.length >= MAX_PARENTS || after.some((name) => !among.has(name))) {
      return new Set(among.keys());
    }
    for (const name of after) {
      if (!found.has(name)) {
        found.add(name);
        toFollow.push(/** @type {Frame} */ (among.get(name)));
      }
    }
  }
  return found;
}
