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
import { done, showMembers, takeDone } from "./members.js";
import { agreed, compareCard, showNewcomers } from "./newcomers.js";
import { showRemoval } from "./removal.js";
import { showSuspended } from "./suspended.js";

/** @typedef {import("../../staff/desk/enter.js").Entered} Entered */
/** @typedef {import("../../staff/desk/proposal.js").Account} Account */
/** @typedef {import("../../staff/desk/proposal.js").Member} Member */

/** What happens next, after the page was loaded again. @type {Readonly<Record<string, string>>} */
const DONE_WORDS = {
  proposed: "You agreed. Nothing is open to them yet: a second member has to compare and agree.",
  admitted:
    "They are in. Tell them to press “Look again” on their page. The list has a new version, so the desk's number is a new one.",
  dropped: "The proposal is dropped. The list is as it was.",
  "removal-proposed":
    "You agreed. Nothing has changed yet: a second member has to agree by tomorrow.",
  "suspended-proposed":
    "They are out, and stay out. A second member has to agree to the removal by tomorrow.",
  suspended: "They are out, and stay out. Within a day, let them back in or remove them.",
  resumed: "They can sign in again.",
  removed: "They are off the list. The list has a new version, so the desk's number is a new one.",
};

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
  await showProposal(entered, number);
  await showNewcomers(entered, number, accounts);
  showState("people");
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
  onClick("drop", () => attempt("proposal-problem", () => done("dropped", drop())));
  try {
    const found = await readProposal(walk.newest, proposal.note);
    const own = found.signer.account === entered.unlocked.account;
    find('[data-does="drop"]').textContent = own ? "Take my agreement back" : "Drop this proposal";
    if (found.leaves) {
      showRemoval(found, proposal, entered);
    } else {
      await showAdmission(found, number, entered);
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
 * @param {import("../../staff/desk/proposal.js").Proposed} found
 * @param {string} number the desk's
 * @param {Entered} entered
 */
async function showAdmission({ member, signer }, number, entered) {
  const own = signer.account === entered.unlocked.account;
  const name = member.userName;
  say("proposal-title", `${name}: 1 of 2 members has agreed`);
  const words = own
    ? `You compared with ${name} and agreed. Now a second member has to open this page, call ${name} and agree too. There is nothing more for you to do.`
    : `${signer.userName} compared with ${name} and agreed. Now it is your turn as the second member: call ${name} yourself, do not rely on ${signer.userName}.`;
  say("proposal-words", words);
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
  say("stage", "1 of 2 members has agreed", card);
  say("next", "With your signature they are in at once.", card);
  const finish = () => (proposal ? done("admitted", complete(proposal, entered)) : undefined);
  const button = onClick("admit", () => agreed(card, async () => finish()), card);
  button.textContent = `Agree and let ${member.userName} in`;
  place("proposal-compare").append(card);
}

function sayWhatWasDone() {
  say("what-was-done", DONE_WORDS[takeDone()] ?? "");
}
