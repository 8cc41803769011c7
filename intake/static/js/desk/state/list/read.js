/**
 * What people wrote in the cases opened since the desk was unlocked: a search looks there too. It is in
 * memory, folded, until the desk locks, and nowhere else (DECISIONS 126).
 */

import { foldWords } from "../../../form/folding.js";
import { kept } from "../kept.js";

/** The words of each such case, folded, by its id. */
export const read = kept(() => /** @type {Map<string, string>} */ (new Map()));

/**
 * Let a case be found by its words from the next search on; letters are known, since it does not open
 * without.
 * @param {import("../../keys/case/opening.js").Readable} opened
 */
export function findByWords({ case: caseId, report, contact, items }) {
  const frames = [report, contact, ...items.map(({ frame }) => frame)];
  read.value.set(caseId, foldWords(frames.map((frame) => textsIn(frame?.body)).join(" ")));
}

/**
 * @param {unknown} value
 * @returns {string} every text in it
 */
function textsIn(value) {
  return Object(value) === value
    ? Object.values(/** @type {object} */ (value))
        .map(textsIn)
        .join(" ")
    : `${value}`;
}
