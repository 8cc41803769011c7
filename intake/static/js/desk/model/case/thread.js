/**
 * The messages of a case and what was decided about them, oldest first: the report is the first thing
 * that was said. Where the reader's last visit ended a line is drawn.
 */

import { isNote } from "./notes.js";

/** @typedef {import("../../keys/case/opening.js").Readable} Readable */
/** @typedef {import("../../keys/case/reading.js").Item} Item */
/** One thing in the thread; `fresh` was not there on this reader's last visit.
 * @typedef {{item: Item, fresh: boolean}} Said */

const SHOWN_ACTS = ["settled", "closing", "reopening", "level", "handover", "pause", "release"];
const ROOM = 6; // So many read ones are shown; the others are folded.

/**
 * @param {Readable} opened
 * @returns {{earlier: Said[], read: Said[], fresh: Said[]}}
 */
export function threadOf({ items, meta, account }) {
  const seen = meta.seen ?? meta.answered ?? 0;
  const asked = (meta.proposals ?? []).map((/** @type {{object: string}} */ { object }) => object);
  const said = items
    .filter((item) => isSaid(item, asked))
    .map((item) => ({ item, fresh: item.position > seen && item.signer !== account }));
  const first = said.findIndex(({ fresh }) => fresh);
  const read = first < 0 ? said : said.slice(0, first);
  const cut = Math.max(0, read.length - ROOM);
  return {
    earlier: read.slice(0, cut),
    read: read.slice(cut),
    fresh: first < 0 ? [] : said.slice(first),
  };
}

/**
 * What waits for a second person stands above the thread, and not once more in the place of what was said.
 * @param {Item} item
 * @param {string[]} asked ids of what waits
 */
function isSaid({ row: { id, kind }, kept }, asked) {
  return !kept && (kind === "message" || (SHOWN_ACTS.includes(kind) && !asked.includes(id)));
}

/**
 * @param {Item[]} items
 * @returns {Item[]} what staff wrote for staff: notes and tries to reach the reporter
 */
export function notesOf(items) {
  return items.filter((item) => isNote(item.row.kind) && !item.kept);
}

/**
 * The day that was sealed into it; of one that was not opened, the server's word.
 * @param {Item} item
 * @returns {string} YYYY-MM-DD
 */
export function dayOf({ frame, row }) {
  return frame ? String(frame.body.day) : row.received_on;
}
