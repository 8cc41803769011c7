/** A removal that one member has signed: what the second one reads before they sign. */

import { completeRemoval } from "../../staff/desk/removing.js";
import { attempt, onClick, place, say } from "../../staff/staff_dom.js";
import { done } from "./members.js";

/** @typedef {import("../../staff/desk/enter.js").Entered} Entered */

/**
 * @param {import("../../staff/desk/proposal.js").Proposed} found
 * @param {import("../../staff/roster/roster_state.js").Proposal} proposal
 * @param {Entered} entered
 */
export function showRemoval({ member, signer, day }, proposal, entered) {
  const { account } = entered.unlocked;
  const name = member.userName;
  say("proposal-title", `Removing ${name}: 1 of 2 members has agreed`);
  const leaves = member.account === account;
  say("proposal-words", wordsFor(leaves, signer.account === account, name, signer.userName));
  say("proposal-day", `Signed on ${day}; it counts until the end of the day after.`);
  place("proposal-drop").hidden = leaves;
  if (leaves || signer.account === account) {
    return;
  }
  const agree = () => done("removed", completeRemoval(proposal, entered));
  const button = onClick("agree-removal", () => attempt("proposal-problem", agree));
  button.textContent = `Agree and remove ${name}`;
  button.hidden = false;
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
    return `${signer} proposes to take you off the list. A second member decides. Until then you cannot change the list; you can talk to them.`;
  }
  if (own) {
    return `You agreed. A member who reads what waits was removed within the last seven days, so a second member has to open this page and agree too.`;
  }
  return `${signer} wants ${name} off the list. Somebody who reads what waits was removed within the last seven days, so one signature is not enough. Speak with ${signer} and, if you can, with others: whoever removes people one by one is left alone with what waits.`;
}
