/** A removal that one member has signed: what the second one reads before they sign. */

import { completeRemoval } from "../../staff/desk/removing.js";
import { confirmSuspending, dayWords } from "../../staff/desk/suspending.js";
import { attempt, onClick, place, say } from "../../staff/staff_dom.js";
import { words } from "../../words/say_staff.js";
import { done } from "./members.js";

/** @typedef {import("../../staff/desk/enter.js").Entered} Entered */

/**
 * @param {import("../../staff/desk/proposal.js").Proposed} found
 * @param {import("../../staff/roster/roster_state.js").Proposal} proposal
 * @param {Entered} entered
 * @param {boolean} isOut whether who is to go is suspended already
 */
export function showRemoval({ member, signer, day }, proposal, entered, isOut) {
  const { account } = entered.unlocked;
  const name = member.userName;
  say("proposal-title", words("removal.title", { name }));
  const leaves = member.account === account;
  say("proposal-words", wordsFor(leaves, signer.account === account, name, signer.userName));
  say("proposal-day", words("removal.day", { day: day ? dayWords(day) : "" }));
  place("proposal-drop").hidden = leaves;
  if (leaves || signer.account === account) {
    return;
  }
  const agree = () => done("removed", completeRemoval(proposal, entered));
  const button = onClick("agree-removal", () => attempt("proposal-problem", agree));
  button.textContent = words("removal.agree", { name });
  button.hidden = false;
  offerSuspension(member, isOut);
}

/**
 * Whoever is asked to agree may keep them out meanwhile, and think.
 * @param {import("../../staff/desk/proposal.js").Member} member
 * @param {boolean} isOut
 */
function offerSuspension({ account, userName: name }, isOut) {
  const ask = () => confirmSuspending({ account, name }, () => done("suspended", null));
  const button = onClick("suspend-leaver", ask);
  button.textContent = words("suspend.do", { name });
  button.hidden = isOut;
}

/**
 * @param {boolean} leaves whether it is the reader who is to go
 * @param {boolean} own whether the reader signed it
 * @param {string} name
 * @param {string} signer
 * @returns {string}
 */
function wordsFor(leaves, own, name, signer) {
  if (leaves) {
    return words("removal.of_you", { signer });
  }
  return own ? words("removal.own") : words("removal.second", { signer, name });
}
