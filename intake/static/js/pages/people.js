/** People of the desk: the signed list, and letting somebody in after both compared by voice. */
import { RosterError } from "../crypto/roster.js";
import { admit, complete, drop, NoDeskKey } from "../desk/admitting.js";
import { enterDesk } from "../desk/enter.js";
import { memberOf, numberOf, readProposal } from "../desk/proposal.js";
import { stopWords } from "../desk/stops.js";
import { ROLE_WORDS, wordFor } from "../labels.js";
import { problemWords } from "../problems.js";
import { deskNumber } from "../roster_state.js";
import { getJson } from "../staff_api.js";
import {
  copyTemplate,
  find,
  input,
  onClick,
  place,
  refill,
  say,
  sayNumber,
  showState,
} from "../staff_dom.js";

/** @typedef {import("../desk/enter.js").Entered} Entered */
/** @typedef {import("../desk/proposal.js").Account} Account */
/** @typedef {import("../desk/proposal.js").Member} Member */

const COMPARE_FIRST = "First compare both numbers in a call, then tick the box.";

/** Verify the list, show it and wire the page. */
export async function peoplePage() {
  const entered = await enterDesk();
  if (!entered) {
    return;
  }
  const { walk } = entered.state;
  const number = await deskNumber(await walk.pin());
  await showMembers(entered, number);
  await showProposal(entered, number);
  await showNewcomers(entered, number);
  showState("people");
}

/**
 * @param {Entered} entered
 * @param {string} number the desk's
 */
async function showMembers({ unlocked, state }, number) {
  const { members, version, desk } = state.walk.newest;
  say("verified", `Version ${version} of the list: every signature since the first holds.`);
  sayNumber("roster-number", number);
  say("members-count", String(members.length));
  refill(place("members"));
  for (const member of members) {
    const row = copyTemplate("member");
    const you = member.account === unlocked.account ? " (you)" : "";
    say("name", `${member.userName}${you}`, row);
    say("reads", readsWords(member), row);
    sayNumber("number", await numberOf(desk, member), row);
    place("members").append(row);
  }
}

/** @param {{role: string, triage: boolean}} who */
function readsWords({ role, triage }) {
  const reads = triage ? "reads what waits, and cases they take" : "reads cases they take or cover";
  return `${wordFor(ROLE_WORDS, role)}, ${reads}`;
}

/**
 * @param {Entered} entered
 * @param {string} number the desk's
 */
async function showNewcomers(entered, number) {
  /** @type {{accounts: Account[]}} */
  const { accounts } = await getJson("/admin/people/data");
  const known = new Set(entered.state.walk.newest.members.map(({ account }) => account));
  const newcomer = entered.state.proposal?.newcomer;
  const waiting = accounts.filter(
    ({ id, role, disabled }) =>
      !known.has(id) && !disabled && id !== newcomer && role in { caseworker: 1, supervisor: 1 },
  );
  place("no-newcomers").hidden = waiting.length > 0;
  refill(place("newcomers"));
  for (const account of waiting) {
    const member = memberOf(account);
    const card = await compareCard(member, number, entered);
    const button = onClick("admit", () => agreed(card, () => admit(member, entered)), card);
    button.disabled = Boolean(newcomer);
    say("done", newcomer ? "First finish what waits for a second member." : "", card);
    place("newcomers").append(card);
  }
}

/**
 * @param {Member} member
 * @param {string} number the desk's
 * @param {Entered} entered
 */
async function compareCard(member, number, entered) {
  const card = copyTemplate("newcomer");
  say("name", member.userName, card);
  say("reads", readsWords(member), card);
  sayNumber("their-number", await numberOf(entered.state.walk.newest.desk, member), card);
  sayNumber("desk-number", number, card);
  return card;
}

/**
 * @param {Entered} entered
 * @param {string} number the desk's
 */
async function showProposal(entered, number) {
  const { proposal, walk } = entered.state;
  if (!proposal) {
    return;
  }
  place("proposal").hidden = false;
  onClick("drop", () => attempt(document, "proposal-problem", drop));
  try {
    const { member, signer } = await readProposal(walk.newest, proposal.note);
    const own = signer.account === entered.unlocked.account;
    const words = own
      ? `You proposed to let in ${member.userName}. A second member has to agree.`
      : `${signer.userName} proposes to let in ${member.userName}. Compare with ${member.userName} yourself.`;
    say("proposal-words", words);
    if (!own) {
      await offerCompletion(member, number, entered);
    }
  } catch (error) {
    if (!(error instanceof RosterError)) {
      throw error;
    }
    const words = `What was proposed does not follow from the list. ${stopWords(error.reason)} Drop it.`;
    say("proposal-problem", words);
  }
}

/**
 * @param {Member} member
 * @param {string} number the desk's
 * @param {Entered} entered
 */
async function offerCompletion(member, number, entered) {
  const { proposal } = entered.state;
  const card = await compareCard(member, number, entered);
  const button = find('[data-does="admit"]', card);
  button.textContent = "Sign and let them in";
  onClick("admit", () => agreed(card, async () => proposal && complete(proposal, entered)), card);
  place("proposal-compare").append(card);
}

/**
 * Act only after the tick; then show the page anew, whose roster has moved.
 * @param {HTMLElement} card
 * @param {() => Promise<unknown>} act
 */
async function agreed(card, act) {
  if (!input("compared", card).checked) {
    say("problem", COMPARE_FIRST, card);
    input("compared", card).focus();
    return;
  }
  await attempt(card, "problem", act);
}

/**
 * @param {import("../staff_dom.js").Root} root
 * @param {string} problem
 * @param {() => Promise<unknown>} act
 */
async function attempt(root, problem, act) {
  say(problem, "", root);
  try {
    await act();
    location.reload();
  } catch (error) {
    const words = "Only a member who reads what waits can let in another one who does.";
    say(problem, error instanceof NoDeskKey ? words : problemWords(error), root);
  }
}
