/**
 * What every page of the desk does first: unlock, walk the roster, and compare the desk's recipient
 * that reporters get with the signed one.
 */

import { words } from "../../words/say_staff.js";
import { problemWords } from "../problems.js";
import { isMember, NoDesk } from "../roster/remembered.js";
import { deskNumber, loadRoster, NotCompared, saveCompared } from "../roster/roster_state.js";
import { requireSameDesk } from "../roster/same_desk.js";
import { resumeSession } from "../session/session.js";
import { input, onClick, say, sayNumber, showState } from "../staff_dom.js";
import { acquaintanceWords } from "../stops.js";

/** @typedef {import("../session/session.js").Unlocked} Unlocked */
/** @typedef {import("../roster/roster_state.js").RosterState} RosterState */
/** @typedef {import("../../crypto/roster/rosterchain.js").Walk} Walk */
/** @typedef {{unlocked: Unlocked, state: RosterState}} Entered */

/**
 * Unlock and verify; where that shows a state of its own, return nothing.
 * @returns {Promise<Entered | null>} null when the page now asks to compare, or to wait
 * @throws {import("../roster/remembered.js").Stopped}
 */
export async function enterDesk() {
  showState("loading");
  const unlocked = await resumeSession();
  try {
    const state = await loadRoster(unlocked);
    await requireSameDesk(state.walk);
    if (isMember(state.walk, unlocked)) {
      return { unlocked, state };
    }
  } catch (error) {
    if (error instanceof NotCompared && isMember(error.walk, unlocked)) {
      await askToCompare(error, unlocked);
      return null;
    }
    if (!(error instanceof NoDesk || error instanceof NotCompared)) {
      throw error;
    }
  }
  location.replace("/waiting");
  return null;
}

/**
 * @param {NotCompared} met
 * @param {Unlocked} unlocked
 */
async function askToCompare({ walk, memory }, unlocked) {
  const pin = await walk.pin();
  sayNumber("pin-number", await deskNumber(pin));
  say("acquaintance", acquaintanceWords(memory));
  showState("pin");
  onClick("pin", async () => {
    if (!input("same_number").checked) {
      say("pin-problem", words("list.compare"));
      return;
    }
    try {
      await saveCompared(pin, unlocked);
      location.reload();
    } catch (error) {
      say("pin-problem", problemWords(error));
    }
  });
}
