/**
 * Looking for changes: a mark that differs when a list of this account would (docs/spec/desk.md, 7).
 * It opens nothing, logs nothing but the hour, and keeps no idle session alive.
 */

import { Stopped } from "../../staff/roster/remembered.js";
import { getJson } from "../../staff/staff_api.js";
import { showTrouble, walkPeople } from "./entering.js";
import { loadRows, openRest } from "./loading.js";
import { listing, look, people } from "./store.js";

/** @typedef {import("../keys/port.js").Port} Port */
/** @typedef {{mark: string, roster: number, build: string}} Mark */

const LOOK_MS = 15_000;

/** What the last look saw. @type {Mark | null} */
let last = null;
let asking = false;

/**
 * Look now; what changed is loaded. A failed look says so and changes nothing that is shown.
 * @param {Port} port
 */
export async function lookNow(port) {
  if (asking) {
    return;
  }
  asking = true;
  try {
    await ask(port);
  } catch (error) {
    look.value = { ...look.value, failed: true };
    if (error instanceof Stopped || !listing.value) {
      showTrouble(error);
    }
  } finally {
    asking = false;
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

/** @param {Port} port */
async function ask(port) {
  const before = last;
  /** @type {Mark} */
  const seen = await getJson("/desk/mark");
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
