/**
 * Looking for changes: a mark that differs when a list of this account would (docs/spec/desk.md, 7).
 * It opens nothing, logs nothing but the hour, and keeps no idle session alive.
 */

import { Stopped } from "../../../staff/roster/remembered.js";
import { getJson } from "../../../staff/staff_api.js";
import { showTrouble, walkPeople } from "../entering.js";
import { listing, look, people } from "../store.js";
import { loadRows, openRest } from "./loading.js";

/** @typedef {import("../../keys/port.js").Port} Port */
/** @typedef {{mark: string, roster: number, build: string}} Mark */

const LOOK_MS = 15_000;
const PATIENCE_MS = 20_000; // A server that is gone may leave a request hanging for minutes.

/** What the last look saw. @type {Mark | null} */
let last = null;
/** When the look that is under way began, in milliseconds; 0 between looks. */
let askingSince = 0;

/** @returns {Promise<Mark>} */
export function askMark() {
  return getJson("/desk/mark");
}

/**
 * Look now; what changed is loaded. A failed look says so and changes nothing that is shown.
 * @param {Port} port
 * @param {Promise<Mark>} [asked] a mark that was asked for before the list was: at worst it is older
 */
export async function lookNow(port, asked) {
  if (askingSince) {
    const failed = look.value.failed || Date.now() - askingSince > PATIENCE_MS;
    look.value = { ...look.value, failed };
    return;
  }
  askingSince = Date.now();
  try {
    await compare(port, await (asked ?? askMark()));
  } catch (error) {
    look.value = { ...look.value, failed: true };
    if (error instanceof Stopped || !listing.value) {
      showTrouble(error);
    }
  } finally {
    askingSince = 0;
  }
}

/**
 * Go on looking until the page goes.
 * @param {Port} port
 */
export function goOnLooking(port) {
  setInterval(() => lookNow(port), LOOK_MS);
  // Timers of a hidden page sleep; the first moment in sight counts.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      lookNow(port);
    }
  });
}

/**
 * @param {Port} port
 * @param {Mark} seen
 */
async function compare(port, seen) {
  const before = last;
  if (seen.roster !== people.value?.newest.version && !(await walkPeople(port))) {
    return;
  }
  if (seen.mark !== before?.mark) {
    await loadRows();
    openRest(port);
  }
  last = seen; // Only now: what failed is asked for again.
  const newer = look.value.newer || Boolean(before && before.build !== seen.build);
  look.value = { at: Date.now(), failed: false, newer };
}
