/** People of the desk: the signed list, and letting somebody in after both compared by voice. */
import { RosterError } from "../../crypto/roster/roster.js";
import { find } from "../../dom.js";
import { complete, drop } from "../../staff/desk/admitting.js";
import { enterDesk } from "../../staff/desk/enter.js";
import { readProposal } from "../../staff/desk/proposal.js";
import { readySuspending } from "../../staff/desk/suspending.js";
import { deskNumber } from "../../staff/roster/roster_state.js";
import { getJson } from "../../staff/staff_api.js";
import { attempt, onClick, place, say, sayNumber, showState } from "../../staff/staff_dom.js";
import { stopWords } from "../../staff/stops.js";
import { words, wordsOf } from "../../words/say_staff.js";
import { done, showMembers, takeDone } from "./members.js";
import { agreed, compareCard, showNewcomers } from "./newcomers.js";
import { showRemoval } from "./removal.js";
import { showSuspended } from "./suspended.js";

/** @typedef {import("../../staff/desk/enter.js").Entered} Entered */
/** @typedef {import("../../staff/desk/proposal.js").Account} Account */
/** @typedef {import("../../staff/desk/proposal.js").Member} Member */

/** Verify the list, show it and wire the page. */
export async function peoplePage() {
  const entered = await enterDesk();
  if (!entered) {
    return;
  }
  const { walk } = entered.state;
  const number = await deskNumber(await walk.pin());
  sayNumber("roster-number", number);
  sayWhatWasDone();
  /** @type {{accounts: Account[]}} */
  const { accounts } = await getJson("/admin/people/data");
  readySuspending();
  showSuspended(entered, accounts);
  await showMembers(entered, accounts);
  await showProposal(entered, number, accounts);
  await showNewcomers(entered, number, accounts);
  showState("people");
}

/**
 * @param {Entered} entered
 * @param {string} number the desk's
 * @param {Account[]} accounts
 */
async function showProposal(entered, number, accounts) {
  const { proposal, walk } = entered.state;
  if (!proposal) {
    return;
  }
  place("proposal").hidden = false;
  onClick("drop", () => attempt("proposal-problem", () => done("dropped", drop())));
  try {
    const found = await readProposal(walk.newest, proposal.note);
    const own = found.signer.account === entered.unlocked.account;
    find('[data-does="drop"]').textContent = words(own ? "proposal.take_back" : "proposal.drop");
    if (found.leaves) {
      const leaver = accounts.find(({ id }) => id === found.member.account);
      showRemoval(found, proposal, entered, Boolean(leaver?.suspended_at));
    } else {
      await showAdmission(found, number, entered);
    }
  } catch (error) {
    if (!(error instanceof RosterError)) {
      throw error;
    }
    say("proposal-problem", words("proposal.unfit", { why: stopWords(error.reason) }));
  }
}

/**
 * @param {import("../../staff/desk/proposal.js").Proposed} found
 * @param {string} number the desk's
 * @param {Entered} entered
 */
async function showAdmission({ member, signer }, number, entered) {
  const own = signer.account === entered.unlocked.account;
  const name = member.userName;
  say("proposal-title", words("newcomer.title", { name }));
  const which = own ? "newcomer.own" : "newcomer.second";
  say("proposal-words", words(which, { name, signer: signer.userName }));
  if (!own) {
    await offerCompletion(member, number, entered);
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
  say("stage", words("newcomer.half"), card);
  say("next", words("newcomer.next_in"), card);
  const finish = () => (proposal ? done("admitted", complete(proposal, entered)) : undefined);
  const button = onClick("admit", () => agreed(card, async () => finish()), card);
  button.textContent = words("newcomer.finish", { name: member.userName });
  place("proposal-compare").append(card);
}

function sayWhatWasDone() {
  say("what-was-done", wordsOf("done", takeDone()) ?? "");
}
