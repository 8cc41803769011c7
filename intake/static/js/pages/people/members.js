/** Who stands in the signed list, and taking somebody off it. */

import { find, refill } from "../../dom.js";
import { numberOf } from "../../staff/desk/proposal.js";
import { howToRemove, remove, removeNow } from "../../staff/desk/removing.js";
import { confirmSuspending } from "../../staff/desk/suspending.js";
import { ROLE_WORDS, wordFor } from "../../staff/labels.js";
import {
  askToConfirm,
  attempt,
  copyTemplate,
  dialog,
  offer,
  onClick,
  place,
  say,
  sayNumber,
} from "../../staff/staff_dom.js";
import { words } from "../../words/say_staff.js";

/** @typedef {import("../../staff/desk/enter.js").Entered} Entered */
/** @typedef {import("../../staff/desk/proposal.js").Account} Account */
/** @typedef {import("../../staff/desk/proposal.js").Member} Member */

const DONE = "people-done"; // A word of ours; it lies in this tab until the page is loaded again.

/**
 * Show the members; those whom this person's signature can remove get a button.
 * @param {Entered} entered
 * @param {Account[]} accounts
 */
export async function showMembers(entered, accounts) {
  const { unlocked, state } = entered;
  const { members, version, desk } = state.walk.newest;
  say("verified", words("list.verified", { version: String(version) }));
  say("members-count", String(members.length));
  const suspended = accounts.filter((each) => each.suspended_at !== null).map(({ id }) => id);
  refill(place("members"));
  for (const member of [...members].sort((one, other) =>
    one.userName < other.userName ? -1 : 1,
  )) {
    const row = copyTemplate("member");
    const isOwn = member.account === unlocked.account;
    row.dataset.account = member.account;
    say("name", isOwn ? words("member.you", { name: member.userName }) : member.userName, row);
    say("reads", readsWords(member), row);
    sayNumber("number", await numberOf(desk, member), row);
    const isOut = suspended.includes(member.account);
    await offerRemoval(member, row, entered, isOut);
    offerSuspension(member, row, entered, isOut);
    place("members").append(row);
  }
  sayWhoIsLeft(entered, accounts);
  onClick("keep", () => dialog("removal").close());
}

/**
 * Say where nobody can be removed, and where nobody can be let in any more.
 * @param {Entered} entered
 * @param {Account[]} accounts
 */
function sayWhoIsLeft({ unlocked, state }, accounts) {
  const { members } = state.walk.newest;
  const own = members.find(({ account }) => account === unlocked.account);
  const over = accounts.filter((each) => each.disabled).map(({ id }) => id);
  const left = members.filter(({ account }) => !over.includes(account)).length;
  place("one-left").hidden = members.length < 2 || left > 1;
  place("too-few").hidden = !own?.triage || members.length !== 2 || left < 2;
}

/** @param {{role: string, triage: boolean}} who */
export function readsWords({ role, triage }) {
  const which = triage ? "member.reads_waiting" : "member.reads_own";
  return words(which, { role: wordFor(ROLE_WORDS, role) });
}

/**
 * Load the page again after an act: the list has moved. It then says what was done.
 * @param {string} what
 * @param {Promise<unknown> | null} act null when it is done already
 */
export async function done(what, act) {
  await act;
  sessionStorage.setItem(DONE, what);
  location.reload();
}

/** @returns {string} what was done before this page was loaded, once; or empty */
export function takeDone() {
  const what = sessionStorage.getItem(DONE) ?? "";
  sessionStorage.removeItem(DONE);
  return what;
}

/**
 * @param {Member} member
 * @param {HTMLElement} row
 * @param {Entered} entered
 * @param {boolean} isOut
 */
async function offerRemoval(member, row, entered, isOut) {
  const how = await howToRemove(member, entered);
  const ask = () => confirmRemoval(member, { how, isOut }, entered);
  offer(row, "remove", words("member.remove", { name: member.userName }), ask, how !== "no");
}

/**
 * @param {Member} member
 * @param {HTMLElement} row
 * @param {Entered} entered
 * @param {boolean} isOut
 */
function offerSuspension(member, row, { unlocked, state }, isOut) {
  const { account, userName: name } = member;
  const own = state.walk.newest.members.find((each) => each.account === unlocked.account);
  const may = Boolean(own?.triage || own?.role === "supervisor");
  place("out", row).hidden = !isOut;
  const ask = () => confirmSuspending({ account, name }, () => done("suspended", null));
  const isOther = account !== unlocked.account;
  offer(row, "suspend", words("suspend.do", { name }), ask, may && !isOut && isOther);
}

/**
 * @param {Member} member
 * @param {{how: import("../../staff/desk/removing.js").Removal, isOut: boolean}} they
 * @param {Entered} entered
 */
function confirmRemoval(member, { how, isOut }, entered) {
  const together = how === "together";
  for (const which of ["leaver", "leaver-cases"]) {
    say(which, member.userName);
  }
  place("leaver-triage").hidden = !member.triage;
  place("leaver-key").hidden = !member.triage;
  place("remove-drops").hidden = !entered.state.proposal;
  place("alone").hidden = together;
  say("removal-when", words(together ? "member.when_agreed" : "member.at_once"));
  place("together").hidden = !together;
  place("risk").hidden = !together || isOut; // Who is suspended cannot be so twice.
  wireRemoval(member, together, entered);
}

/**
 * @param {Member} member
 * @param {boolean} together
 * @param {Entered} entered
 */
function wireRemoval(member, together, entered) {
  const name = member.userName;
  /** @param {string} what @param {() => Promise<unknown>} act */
  const doing = (what, act) => () => attempt("remove-problem", () => done(what, act()));
  say("remove-problem", "");
  const first = doing(together ? "removal-proposed" : "removed", () => remove(member, entered));
  const button = askToConfirm("removal", "remove-now", first);
  button.textContent = words(together ? "member.propose_removal" : "member.remove", { name });
  const risk = /** @type {HTMLButtonElement} */ (find('[data-does="risk-now"]'));
  risk.disabled = false;
  risk.textContent = words("member.risk", { name });
  risk.onclick = doing("suspended-proposed", () => removeNow(member, entered));
}
