/** The administrator's page: who has an account. No key is used here and no case is named. */

import { refill } from "../../dom.js";
import { DESK_ROLES } from "../../generated/lists.js";
import {
  confirmSuspending,
  momentWords,
  readySuspending,
  resume,
} from "../../staff/desk/suspending.js";
import { ROLE_WORDS, wordFor } from "../../staff/labels.js";
import { getJson, sendJson } from "../../staff/staff_api.js";
import {
  announce,
  askToConfirm,
  attempt,
  copyTemplate,
  dialog,
  offer,
  onClick,
  place,
  say,
  showState,
} from "../../staff/staff_dom.js";
import { words } from "../../words/say_staff.js";
import { showInvitations } from "./invitations.js";

/**
 * @typedef {{id: string, username: string, role: string, triage: boolean, disabled: boolean,
 *   suspended_at: number | null, overdue: boolean, enrolled_on: string, member: boolean}} Account
 */

/** Fetch the accounts and wire the page. */
export async function adminPage() {
  showState("loading");
  onClick("cancel", () => dialog("confirm").close());
  readySuspending();
  await showInvitations();
  await showAccounts();
  showState("admin");
}

async function showAccounts() {
  const { accounts } = await getJson("/admin/people/data");
  say("count", String(accounts.length));
  refill(place("accounts"), ...accounts.map(accountRow));
}

/** @param {Account} account */
function accountRow(account) {
  const row = copyTemplate("account");
  const word = wordFor(ROLE_WORDS, account.role);
  const [state, look] = stateOf(account);
  row.dataset.account = account.id;
  say("name", account.username, row);
  say("role", account.triage ? words("account.triage", { role: word }) : word, row);
  say("state", state, row);
  place("state", row).classList.add(look);
  say("since", account.enrolled_on, row);
  offerEnding(account, row);
  return row;
}

/**
 * @param {Account} account
 * @param {HTMLElement} row
 */
function offerEnding(account, row) {
  const { id, username: name, disabled, suspended_at: since } = account;
  const isOut = since !== null;
  const mayEnd = !disabled && name !== ownName();
  const disabling = () => confirmDisable(account);
  const suspending = () => confirmSuspending({ account: id, name }, afterSuspending(name));
  const resuming = () => attempt("list-problem", () => letBackIn(account));
  offer(row, "disable", words("account.disable", { name }), disabling, mayEnd);
  offer(row, "suspend", words("suspend.do", { name }), suspending, mayEnd && !isOut);
  offer(row, "resume", words("suspend.undo", { name }), resuming, !disabled && isOut);
}

/** @param {string} name */
function afterSuspending(name) {
  return async () => {
    await showAccounts();
    announce(words("suspend.done", { name }));
  };
}

/** @param {Account} account */
async function letBackIn({ id, username }) {
  await resume(id);
  await showAccounts();
  announce(words("suspend.undone", { name: username }));
}

/** @param {Account} account */
function stateOf(account) {
  if (account.disabled) {
    return [words("account.disabled"), "bad"];
  }
  if (account.suspended_at !== null) {
    const moment = momentWords(account.suspended_at);
    return account.overdue
      ? [words("account.decide", { moment }), "bad"]
      : [words("account.suspended_since", { moment }), "warn"];
  }
  const waits = DESK_ROLES.includes(account.role) && !account.member;
  return waits ? [words("account.waits"), "warn"] : [words("account.active"), "good"];
}

function ownName() {
  return document.querySelector(".who b")?.textContent;
}

/** @param {Account} account */
function confirmDisable(account) {
  say("confirm-name", account.username);
  askToConfirm("confirm", "confirm", () => {
    dialog("confirm").close();
    return attempt("list-problem", () => disable(account));
  });
}

/** @param {Account} account */
async function disable(account) {
  await sendJson("POST", "/admin/disable", { account: account.id });
  await showAccounts();
  announce(words("account.disabled_now", { name: account.username }));
}
