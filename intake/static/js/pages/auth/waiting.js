/** Waiting to be let in: the newcomer's number and the desk's, to be compared by voice (SPEC 8). */
import { encodeRecipient, recipientOf } from "../../crypto/age/hybrid.js";
import { verificationKey } from "../../crypto/keys.js";
import { safetyNumber } from "../../crypto/roster/aloud/safety.js";
import { find } from "../../dom.js";
import { problemWords } from "../../staff/problems.js";
import { isMember, NoDesk, Stopped } from "../../staff/roster/remembered.js";
import {
  deskNumber,
  loadRoster,
  NotCompared,
  saveCompared,
} from "../../staff/roster/roster_state.js";
import { resumeSession } from "../../staff/session/session.js";
import { getJson } from "../../staff/staff_api.js";
import { input, onClick, place, say, sayNumber, showState } from "../../staff/staff_dom.js";
import { acquaintanceWords } from "../../staff/stops.js";
import { words } from "../../words/say_staff.js";

/** @typedef {import("../../staff/session/session.js").Unlocked} Unlocked */
/** @typedef {import("../../crypto/roster/rosterchain.js").Walk} Walk */
/** @typedef {import("../../staff/roster/roster_state.js").Proposal} Proposal */
/** @typedef {import("../../crypto/roster/vault.js").Memory} Memory */

/**
 * What is known of the desk: `memory` is what was remembered of a list that was not compared yet,
 * and null when it was.
 * @typedef {{walk: Walk | null, proposal: Proposal | null, memory: Memory | null}} Found
 */

/** Show the numbers and wire the page. */
export async function waitingPage() {
  showState("loading");
  const unlocked = await resumeSession();
  const found = await findRoster(unlocked);
  const { walk } = found;
  await requireOwnKeys(unlocked);
  if (walk) {
    await showNumbers(walk, unlocked, found.memory);
  } else {
    place("no-roster").hidden = false;
  }
  say("stage", stageWords(found, unlocked));
  onClick("look", () => look(unlocked));
  showState("waiting");
  if (walk && isMember(walk, unlocked)) {
    say("looked", words("waiting.in"));
    location.replace("/desk/");
  }
}

/**
 * @param {Unlocked} unlocked
 * @returns {Promise<Found>}
 */
async function findRoster(unlocked) {
  try {
    const { walk, proposal } = await loadRoster(unlocked);
    return { walk, proposal, memory: null };
  } catch (error) {
    if (error instanceof NotCompared) {
      return { walk: error.walk, proposal: error.proposal, memory: error.memory };
    }
    if (error instanceof NoDesk) {
      return { walk: null, proposal: null, memory: null };
    }
    throw error;
  }
}

/**
 * Say how far it is. Who proposed is checked by the members, not here: nothing opens by it.
 * @param {Found} found
 * @param {Unlocked} unlocked
 * @returns {string}
 */
function stageWords({ walk, proposal }, unlocked) {
  if (!walk) {
    return words("waiting.no_desk");
  }
  if (walk.staffKeys().has(unlocked.account)) {
    return words("waiting.off");
  }
  if (walk.newest.members.length === 1) {
    return words("waiting.one");
  }
  return proposal?.newcomer === unlocked.account ? words("waiting.half") : words("waiting.none");
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
 * @param {Memory | null} memory of a list that was not compared yet
 */
async function showNumbers(walk, unlocked, memory) {
  const recipient = recipientOf(unlocked.keys.identitySeed);
  const key = await verificationKey(unlocked.keys.signingSeed);
  const { desk } = walk.newest;
  sayNumber("own-number", await safetyNumber(desk, unlocked.username, recipient, key));
  sayNumber("roster-number", await deskNumber(await walk.pin()));
  say("acquaintance", memory ? acquaintanceWords(memory) : "");
  place("agree").hidden = !memory;
  place("pinned").hidden = Boolean(memory);
  const button = /** @type {HTMLButtonElement} */ (find('[data-does="pin"]'));
  button.disabled = false;
  button.onclick = () => pin(walk, unlocked);
}

/**
 * @param {Walk} walk
 * @param {Unlocked} unlocked
 */
async function pin(walk, unlocked) {
  if (!input("same_number").checked) {
    say("pin-problem", words("waiting.compare"));
    input("same_number").focus();
    return;
  }
  try {
    await saveCompared(await walk.pin(), unlocked);
    place("agree").hidden = true;
    place("pinned").hidden = false;
  } catch (error) {
    say("pin-problem", problemWords(error));
  }
}

/** @param {Unlocked} unlocked */
async function look(unlocked) {
  try {
    const found = await findRoster(unlocked);
    if (found.walk && isMember(found.walk, unlocked)) {
      location.replace("/desk/");
      return;
    }
    if (found.walk) {
      await showNumbers(found.walk, unlocked, found.memory);
    }
    say("stage", stageWords(found, unlocked));
    say("looked", words("waiting.not_yet"));
  } catch (error) {
    if (error instanceof Stopped) {
      location.reload(); // The page then shows the stop, and nothing else.
      return;
    }
    say("looked", problemWords(error));
  }
}
