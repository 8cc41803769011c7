/**
 * Loading the list: plain rows first, then what is remembered of their summaries, then the others,
 * the most pressing first. Rows are shown as soon as they are there.
 */

import { batch } from "@preact/signals";
import { learn, say } from "../../../words/say.js";
import { keepCards, recallCards } from "../../data/cards.js";
import { fetchRows } from "../../data/rows.js";
import { openSummaries } from "../../data/summaries.js";
import { todayOf } from "../../model/days.js";
import { announcement, items, listing, progress, seenHere, summaries, today } from "../store.js";

/** @typedef {import("../../keys/port.js").Port} Port */
/** @typedef {import("../../keys/summaries.js").Summary} Summary */
/** @typedef {import("../../data/rows.js").Row} Row */
/** @typedef {import("../../data/rows.js").Listing} Listing */

const SHOWN_MS = 150; // Sorting ten thousand for each batch would cost more than opening them.

/** What is remembered of summaries; asked for once. @type {Promise<Map<string, Summary>> | null} */
let recalled = null;
/** Cases of which it changed when this page saw them: to be remembered. @type {Set<string>} */
const noted = new Set();
/** The last opening that was begun. */
let opening = Promise.resolve();

/** Load the rows; new ones take the place of the old when all are here, the first at once. */
export async function loadRows() {
  const before = listing.value;
  const after = await fetchRows((soFar) => {
    learn(soFar.words);
    if (!before || soFar.whole) {
      batch(() => {
        listing.value = soFar;
        today.value = todayOf(soFar.rows);
      });
    }
  });
  noteNew(before, after);
}

/**
 * Open every summary that is not open yet; one opening at a time. One that breaks off says so, and
 * can be asked for again.
 * @param {Port} port
 * @returns {Promise<void>}
 */
export function openRest(port) {
  opening = opening
    .then(() => openAll(port))
    .catch(() => {
      progress.value = { ...progress.value, broke: true };
    });
  return opening;
}

/** @param {Port} port */
async function openAll(port) {
  recalled = recalled ?? recall(port).catch(() => new Map());
  const known = keepCurrent(new Map([...(await recalled), ...summaries.value]));
  const rows = items.value.map(({ row }) => row);
  const wanted = rows.filter(({ summary }) => summary);
  const missing = wanted.filter((row) => !known.has(row.case));
  const show = newShower(known, wanted);
  show.now();
  try {
    await openSummaries(port, missing, show.more);
  } finally {
    show.now();
  }
  const opened = missing.filter((row) => known.get(row.case)?.body).map((row) => row.case);
  const changed = new Set([...opened, ...noted]);
  noted.clear();
  // What is not remembered is opened again next time.
  await keepCards(port, rows, known, changed, seenHere.value).catch(() => {});
}

/**
 * Bring back what is remembered; when this client saw what waits, too, unless something else waits.
 * @param {Port} port
 */
async function recall(port) {
  const cards = await recallCards(port);
  const still = (listing.value?.rows ?? []).flatMap(({ case: id, waiting_on: day }) => {
    const seen = cards.get(id)?.seen;
    return seen && day && new Date(seen).toISOString().slice(0, 10) >= day
      ? [/** @type {const} */ ([id, seen])]
      : [];
  });
  seenHere.value = new Map([...still, ...seenHere.value]);
  return cards;
}

/**
 * Drop what is known of files that are no longer the listed ones. Where none is listed, to a holder
 * outside triage, what their own client kept when it opened the case counts.
 * @param {Map<string, Summary>} known
 * @returns {Map<string, Summary>}
 */
function keepCurrent(known) {
  const rows = listing.value?.rows ?? [];
  const current = rows.flatMap(({ case: caseId, summary }) => {
    const found = known.get(caseId);
    return found?.body && (!summary || found.sha256 === summary.sha256) ? [found] : [];
  });
  return new Map(current.map((found) => [found.case, found]));
}

/**
 * @param {Map<string, Summary>} known is added to
 * @param {Row[]} wanted
 */
function newShower(known, wanted) {
  let last = 0;
  const now = () => {
    last = Date.now();
    batch(() => {
      summaries.value = new Map(known);
      const done = wanted.filter((row) => known.has(row.case)).length;
      progress.value = { done, wanted: wanted.length, broke: false };
    });
  };
  const more = (/** @type {Summary[]} */ opened) => {
    for (const summary of opened) {
      known.set(summary.case, summary);
    }
    if (Date.now() - last > SHOWN_MS) {
      now();
    }
  };
  return { now, more };
}

/**
 * Remember when this page saw something new, and say how much it is.
 * @param {Listing | null} before
 * @param {Listing} after
 */
function noteNew(before, after) {
  if (!before) {
    return;
  }
  const known = new Set(before.rows.filter(({ unread }) => unread).map(newsOf));
  const fresh = after.rows.filter((row) => row.unread && !known.has(newsOf(row)));
  const seen = new Map(seenHere.value);
  const over = after.rows.filter((row) => !row.waiting_on && seen.delete(row.case));
  for (const row of fresh) {
    seen.set(row.case, Date.now());
  }
  for (const row of [...over, ...fresh]) {
    noted.add(row.case);
    seenHere.value = seen;
  }
  if (fresh.length) {
    announcement.value = say("rows.new", { n: fresh.length });
  }
}

/** @param {Row} row @returns {string} what tells one piece of news from the next */
function newsOf({ case: caseId, status, waiting_on: day }) {
  return [caseId, status, day].join(" ");
}
