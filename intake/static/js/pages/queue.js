/** The queue: sealed summaries are opened here, by level, then age; keyboard first. */

import { refill } from "../dom.js";
import { todayText } from "../staff/desk/due.js";
import { enterDesk } from "../staff/desk/enter.js";
import { openQueue } from "../staff/desk/open_queue.js";
import { compareRows, outranks } from "../staff/desk/order.js";
import { countWords, waitingRow, yoursRow } from "../staff/desk/queue_view.js";
import { problemWords } from "../staff/problems.js";
import { getParts } from "../staff/staff_api.js";
import { announce, onClick, place, say, showState } from "../staff/staff_dom.js";
import { applyFilter, focusedCase, focusOn, wireKeys } from "./queue_keys.js";

/** @typedef {import("../staff/desk/enter.js").Entered} Entered */
/** @typedef {import("../staff/desk/open_queue.js").Waiting} Waiting */

const LOOK_MS = 5 * 60_000; // Every look is an entry in the access log, so not more often.

/** Open the queue and wire the page. */
export async function queuePage() {
  const entered = await enterDesk();
  if (!entered) {
    return;
  }
  await look(entered);
  showState("queue");
  wireKeys();
  const again = () => look(entered).catch((error) => announce(problemWords(error)));
  onClick("refresh", again);
  setInterval(() => document.visibilityState === "visible" && again(), LOOK_MS);
}

/**
 * Fetch and show the first page; what had the focus keeps it.
 * @param {Entered} entered
 */
async function look(entered) {
  const focused = focusedCase();
  const known = shownCases();
  const { waiting, meta } = await fetchPage(entered, "");
  const yours = showYours(meta.yours, entered.unlocked.username);
  showWaiting(waiting, meta, entered);
  arrange(yours, waiting, meta);
  focusOn(focused);
  tellNew(waiting, known);
}

/**
 * @param {Entered} entered
 * @param {string} after
 */
async function fetchPage({ unlocked, state }, after) {
  const listing = await getParts(`/desk/data?after=${encodeURIComponent(after)}`);
  return { meta: listing.meta, waiting: await openQueue(listing, unlocked, state.walk) };
}

/**
 * @param {import("../staff/desk/order.js").Listed[]} yours
 * @param {string} username
 * @returns {import("../staff/desk/order.js").Ranked[]} what is shown, sorted
 */
function showYours(yours, username) {
  const open = yours.filter(({ status }) => status !== "closed");
  const sorted = open.map((row) => ({ ...row, shownLevel: row.level })).sort(compareRows);
  say("yours-count", String(sorted.length));
  refill(rows("yours"), ...sorted.map((row) => yoursRow(row, username)));
  return sorted;
}

/**
 * @param {Waiting[]} waiting
 * @param {any} meta
 * @param {Entered} entered
 */
function showWaiting(waiting, meta, entered) {
  place("waiting-table").hidden = waiting.length === 0;
  place("waiting-empty").hidden = waiting.length > 0;
  say("waiting-empty", emptyWords(meta));
  say("taken", takenWords(meta));
  showRows(waiting, meta.next, meta);
  wireMore(waiting, meta.next, entered);
}

/**
 * Show all rows that were fetched, sorted as one list: a summary may lift a row of a later page.
 * @param {Waiting[]} waiting
 * @param {string | null} next
 * @param {any} meta with `answering`, and `tags` in words
 */
function showRows(waiting, next, meta) {
  const today = todayText();
  const sorted = waiting
    .map((item) => ({ ...item.row, shownLevel: item.level, item }))
    .sort(compareRows)
    .map(({ item }) => waitingRow(item, today, meta));
  say("waiting-count", waiting.length ? `${waiting.length}${next ? " and more" : ""}` : "");
  say("counts", countWords(waiting, today, meta.answering));
  refill(rows("waiting"), ...sorted);
  applyFilter();
}

/**
 * Put the part with the most urgent case first, for phones, keys and screen readers; on a wide page
 * the two stand side by side.
 * @param {import("../staff/desk/order.js").Ranked[]} yours
 * @param {Waiting[]} waiting
 * @param {any} meta
 */
function arrange(yours, waiting, meta) {
  const beside = /** @type {HTMLElement} */ (part("waiting").parentElement);
  const onlyYours = !meta.desk_keys && meta.yours.length > 0;
  part("yours").hidden = yours.length === 0;
  part("waiting").hidden = onlyYours;
  beside.classList.toggle("alone", onlyYours || yours.length === 0);
  const levels = waiting.map(({ row, level }) => ({ ...row, shownLevel: level }));
  const top = levels.sort(compareRows).map(({ shownLevel }) => shownLevel);
  const yoursFirst = outranks(
    yours.map(({ shownLevel }) => shownLevel),
    top,
  );
  const first = part(yoursFirst ? "yours" : "waiting");
  if (beside.firstElementChild !== first) {
    beside.prepend(first);
  }
}

/**
 * @param {Waiting[]} shown
 * @param {string | null} next
 * @param {Entered} entered
 */
function wireMore(shown, next, entered) {
  const button = /** @type {HTMLButtonElement} */ (document.querySelector('[data-does="more"]'));
  button.hidden = !next;
  button.onclick = async () => {
    button.disabled = true;
    try {
      const page = await fetchPage(entered, next ?? "");
      const all = [...shown, ...page.waiting];
      showRows(all, page.meta.next, page.meta);
      wireMore(all, page.meta.next, entered);
    } catch (error) {
      announce(problemWords(error));
    }
    button.disabled = false;
  };
}

/** @param {any} meta */
function emptyWords(meta) {
  return meta.desk_keys
    ? "Nothing waits. New reports appear here."
    : "Nothing is yours yet. You see a case here when a triage member takes it and names you as cover.";
}

/** @param {any} meta */
function takenWords({ taken, yours }) {
  const others =
    taken - yours.filter((/** @type {any} */ { status }) => status !== "closed").length;
  return others > 0 ? `Others work on ${others} more. You cannot open those.` : "";
}

/**
 * @param {Waiting[]} waiting
 * @param {Set<string>} known
 */
function tellNew(waiting, known) {
  const fresh = waiting.filter(({ row }) => !known.has(row.case)).length;
  if (known.size && fresh) {
    announce(`${fresh} new`);
  }
}

/** @returns {Set<string>} */
function shownCases() {
  const shown = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("tr[data-case]"));
  return new Set([...shown].map((row) => row.dataset.case ?? ""));
}

/** @param {string} name */
function part(name) {
  return /** @type {HTMLElement} */ (document.querySelector(`[data-part="${name}"]`));
}

/** @param {string} name */
function rows(name) {
  return /** @type {HTMLElement} */ (document.querySelector(`[data-rows="${name}"]`));
}
