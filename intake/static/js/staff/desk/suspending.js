/** Keeping somebody out at once, and letting them back in (docs/spec/desk.md, 6). */

import { DATES } from "../../words/en/staff/language.js";
import { words } from "../../words/say_staff.js";
import { sendJson } from "../staff_api.js";
import { askToConfirm, attempt, dialog, onClick, say } from "../staff_dom.js";

/** What the server says of it. @typedef {{suspended_at: number | null, overdue: boolean}} Suspension */

const DAY_SECONDS = 86_400;

/** Wire the dialog that both pages have. */
export function readySuspending() {
  onClick("keep-in", () => dialog("suspension").close());
}

/**
 * Ask, then suspend.
 * @param {{account: string, name: string}} whom
 * @param {() => unknown} afterwards
 */
export function confirmSuspending({ account, name }, afterwards) {
  say("suspended-name", name);
  say("suspend-problem", "");
  const button = askToConfirm("suspension", "suspend-now", () =>
    attempt("suspend-problem", async () => {
      await sendJson("POST", "/admin/suspend", { account });
      dialog("suspension").close();
      await afterwards();
    }),
  );
  button.textContent = words("suspend.do", { name });
}

/**
 * Let somebody back in.
 * @param {string} account
 * @returns {Promise<unknown>}
 */
export function resume(account) {
  return sendJson("POST", "/admin/resume", { account });
}

/**
 * @param {Suspension} suspension of somebody who is suspended
 * @returns {string}
 */
export function suspensionWords({ suspended_at: since, overdue }) {
  const moment = momentWords(since ?? 0);
  return overdue
    ? words("suspend.overdue", { moment })
    : words("suspend.since", { moment, end: momentWords((since ?? 0) + DAY_SECONDS) });
}

/**
 * @param {number} seconds Unix seconds
 * @returns {string} day and time by the clock of this device
 */
export function momentWords(seconds) {
  const options = /** @type {const} */ ({ day: "numeric", month: "short", hour: "2-digit" });
  return new Date(seconds * 1000).toLocaleString(DATES, { ...options, minute: "2-digit" });
}

/**
 * @param {string} day `2026-11-28`
 * @returns {string} such as "Sat 28 Nov"
 */
export function dayWords(day) {
  const options = /** @type {const} */ ({ weekday: "short", day: "numeric", month: "short" });
  return new Date(day).toLocaleDateString(DATES, { ...options, timeZone: "UTC" });
}
