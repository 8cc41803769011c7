/** Who waits to be let in: comparing by voice, and agreeing (SPEC section 8). */

import { refill } from "../../dom.js";
import { DESK_ROLES } from "../../generated/lists.js";
import { admit } from "../../staff/desk/admitting.js";
import { memberOf, numberOf } from "../../staff/desk/proposal.js";
import {
  attempt,
  copyTemplate,
  input,
  onClick,
  place,
  say,
  sayNumber,
} from "../../staff/staff_dom.js";
import { words } from "../../words/say_staff.js";
import { done, readsWords } from "./members.js";

/** @typedef {import("../../staff/desk/enter.js").Entered} Entered */
/** @typedef {import("../../staff/desk/proposal.js").Account} Account */
/** @typedef {import("../../staff/desk/proposal.js").Member} Member */

/**
 * Show who waits; one is let in at a time.
 * @param {Entered} entered
 * @param {string} number the desk's
 * @param {Account[]} accounts
 */
export async function showNewcomers(entered, number, accounts) {
  const { newest } = entered.state.walk;
  const known = new Set(newest.members.map(({ account }) => account));
  const proposed = entered.state.proposal?.newcomer;
  const stood = entered.state.walk.staffKeys();
  const waiting = accounts.filter(
    ({ id, role, disabled, suspended_at: suspended }) =>
      !known.has(id) &&
      !disabled &&
      suspended === null &&
      id !== proposed &&
      DESK_ROLES.includes(role),
  );
  place("no-newcomers").hidden = waiting.length > 0 || Boolean(proposed);
  refill(place("newcomers"));
  for (const account of waiting) {
    const member = memberOf(account);
    const card = proposed
      ? queuedCard(member)
      : await freshCard(member, number, entered, newest.members.length === 1);
    if (stood.has(account.id)) {
      say("stood", words("newcomer.stood"), card);
    }
    place("newcomers").append(card);
  }
}

/**
 * Somebody who waits for their turn: one is let in at a time, since each makes a new list.
 * @param {Member} member
 */
function queuedCard(member) {
  const card = copyTemplate("queued");
  say("name", member.userName, card);
  say("reads", readsWords(member), card);
  return card;
}

/**
 * @param {Member} member
 * @param {string} number the desk's
 * @param {Entered} entered
 * @param {boolean} alone
 */
async function freshCard(member, number, entered, alone) {
  const card = await compareCard(member, number, entered);
  const name = member.userName;
  say("stage", words(alone ? "newcomer.nobody" : "newcomer.none"), card);
  say("next", words(alone ? "newcomer.next_alone" : "newcomer.next_second"), card);
  const button = onClick(
    "admit",
    () => agreed(card, () => done(alone ? "admitted" : "proposed", admit(member, entered))),
    card,
  );
  button.textContent = words(alone ? "newcomer.let_in" : "newcomer.agree", { name });
  return card;
}

/**
 * Return the card with both numbers to compare.
 * @param {Member} member
 * @param {string} number the desk's
 * @param {Entered} entered
 * @returns {Promise<HTMLElement>}
 */
export async function compareCard(member, number, entered) {
  const card = copyTemplate("newcomer");
  say("name", member.userName, card);
  say("reads", readsWords(member), card);
  for (const which of ["read-by-them", "read-to-them", "compared-with"]) {
    say(which, member.userName, card);
  }
  sayNumber("their-number", await numberOf(entered.state.walk.newest.desk, member), card);
  sayNumber("desk-number", number, card);
  return card;
}

/**
 * Act only after the tick.
 * @param {HTMLElement} card
 * @param {() => Promise<unknown>} act
 */
export async function agreed(card, act) {
  if (!input("compared", card).checked) {
    say("problem", words("newcomer.compare"), card);
    input("compared", card).focus();
    return;
  }
  await attempt("problem", act, card);
}
