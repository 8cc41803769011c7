/** Waiting to be let in: the newcomer's number and the desk's, to be compared by voice (SPEC 8). */
import { encodeRecipient, recipientOf } from "../crypto/hybrid.js";
import { verificationKey } from "../crypto/keys.js";
import { safetyNumber } from "../crypto/safety.js";
import { problemWords } from "../problems.js";
import { deskNumber, loadRoster, NoDesk, savePin, Unpinned } from "../roster_state.js";
import { resumeSession } from "../session.js";
import { getJson } from "../staff_api.js";
import { input, onClick, place, say, sayNumber, showState } from "../staff_dom.js";

/** @typedef {import("../session.js").Unlocked} Unlocked */
/** @typedef {import("../crypto/rosterchain.js").Walk} Walk */

/** Show the numbers and wire the page. */
export async function waitingPage() {
  showState("loading");
  const unlocked = await resumeSession();
  const { walk, pinned } = await findRoster(unlocked);
  await requireOwnKeys(unlocked);
  if (walk) {
    await showNumbers(walk, unlocked, pinned);
  } else {
    place("no-roster").hidden = false;
  }
  onClick("look", () => look(unlocked));
  showState("waiting");
  if (walk && isMember(walk, unlocked)) {
    say("looked", "You are in. Your page is the queue now.");
    location.replace("/desk/");
  }
}

/**
 * @param {Unlocked} unlocked
 * @returns {Promise<{walk: Walk | null, pinned: boolean}>}
 */
async function findRoster(unlocked) {
  try {
    return { walk: (await loadRoster(unlocked)).walk, pinned: true };
  } catch (error) {
    if (error instanceof Unpinned) {
      return { walk: error.walk, pinned: false };
    }
    if (error instanceof NoDesk) {
      return { walk: null, pinned: false };
    }
    throw error;
  }
}

/**
 * The members see what the server says of this account; it must be what this browser holds.
 * @param {Unlocked} unlocked
 */
async function requireOwnKeys(unlocked) {
  const { accounts } = await getJson("/admin/people/data");
  const own = accounts.find((/** @type {{id: string}} */ { id }) => id === unlocked.account);
  if (own?.recipient !== encodeRecipient(recipientOf(unlocked.keys.identitySeed))) {
    throw new Error("the server shows another key for this account");
  }
}

/**
 * @param {Walk} walk
 * @param {Unlocked} unlocked
 * @param {boolean} pinned
 */
async function showNumbers(walk, unlocked, pinned) {
  const recipient = recipientOf(unlocked.keys.identitySeed);
  const key = await verificationKey(unlocked.keys.signingSeed);
  const { desk } = walk.newest;
  sayNumber("own-number", await safetyNumber(desk, unlocked.username, recipient, key));
  sayNumber("roster-number", await deskNumber(await walk.pin()));
  place("agree").hidden = pinned;
  place("pinned").hidden = !pinned;
  onClick("pin", () => pin(walk, unlocked));
}

/**
 * @param {Walk} walk
 * @param {Unlocked} unlocked
 */
async function pin(walk, unlocked) {
  if (!input("same_number").checked) {
    say("pin-problem", "First compare the numbers in a call, then tick the box.");
    input("same_number").focus();
    return;
  }
  try {
    await savePin(await walk.pin(), unlocked);
    place("agree").hidden = true;
    place("pinned").hidden = false;
  } catch (error) {
    say("pin-problem", problemWords(error));
  }
}

/** @param {Unlocked} unlocked */
async function look(unlocked) {
  try {
    const { walk } = await findRoster(unlocked);
    if (walk && isMember(walk, unlocked)) {
      location.replace("/desk/");
    } else {
      say("looked", "Not yet.");
    }
  } catch (error) {
    say("looked", problemWords(error));
  }
}

/**
 * @param {Walk} walk
 * @param {Unlocked} unlocked
 */
function isMember(walk, unlocked) {
  return walk.newest.members.some(({ account }) => account === unlocked.account);
}
