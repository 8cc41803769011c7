/** Who is kept out for now: what has to be decided, by whoever looks at this page. */

import { refill } from "../../dom.js";
import { resume, suspensionWords } from "../../staff/desk/suspending.js";
import { attempt, copyTemplate, onClick, place, say } from "../../staff/staff_dom.js";
import { words } from "../../words/say_staff.js";
import { done } from "./members.js";

/** @typedef {import("../../staff/desk/enter.js").Entered} Entered */
/** @typedef {import("../../staff/desk/proposal.js").Account} Account */

/**
 * Show every suspension that nobody has decided; who may decide gets a button.
 * @param {Entered} entered
 * @param {Account[]} accounts
 */
export function showSuspended({ unlocked, state }, accounts) {
  const suspended = accounts.filter(({ suspended_at: since }) => since !== null);
  const members = state.walk.newest.members;
  const own = members.find(({ account }) => account === unlocked.account);
  const may = Boolean(own?.triage || own?.role === "supervisor");
  place("suspended-part").hidden = suspended.length === 0;
  refill(place("suspended"), ...suspended.map((each) => suspendedCard(each, may)));
}

/**
 * @param {Account} account
 * @param {boolean} may
 */
function suspendedCard(account, may) {
  const card = copyTemplate("suspended-one");
  card.dataset.account = account.id;
  say("name", account.username, card);
  place("overdue", card).hidden = !account.overdue;
  say("suspension", suspensionWords(account), card);
  place("not-on-list", card).hidden = account.member;
  const back = () => attempt("problem", () => done("resumed", resume(account.id)), card);
  const button = onClick("resume", back, card);
  button.hidden = !may;
  button.textContent = words("suspend.undo", { name: account.username });
  return card;
}
