/**
 * The one case that is open, as signals. Its words are dropped when it is left; that a purpose was
 * stated in this visit is kept until the page locks.
 */

import { computed } from "@preact/signals";
import { mayNow } from "../../model/case/may.js";
import { kept } from "../kept.js";
import { opened as address } from "../route.js";
import { items, who } from "../store.js";

/** @typedef {import("../../keys/case/opening.js").Readable} Readable */
/** @typedef {import("../../model/report/findings.js").Banner} Banner */
/** @typedef {import("../../model/report/answers.js").Form} Form */
/**
 * Where the pane stands. `reason` says why a case was not opened or what broke off, `logged` whether
 * the log was told.
 * @typedef {{at: "purpose" | "loading" | "open" | "unreadable" | "gone" | "failed", reason: string,
 *   logged: boolean | null}} Place
 */
/** @typedef {"messages" | "notes" | "report" | "times"} Tab */

export const place = kept(() => /** @type {Place} */ (atPlace("purpose")));
export const open = kept(() => /** @type {Readable | null} */ (null));
export const form = kept(() => /** @type {Form | null} */ (null));
export const banners = kept(() => /** @type {Banner[]} */ ([]));
/** Whether what differs could be written to the log; null while nothing differs. */
export const logged = kept(() => /** @type {boolean | null} */ (null));
/** Purposes stated in this visit, by case. */
export const purposes = kept(() => /** @type {Map<string, string>} */ (new Map()));

export const tab = kept(() => /** @type {Tab} */ ("messages"));
/** The form of an act that is shown in the place of the case, or empty. */
export const sheet = kept(() => "");
/** The act that is under way, and what went wrong with the last one. */
export const busy = kept(() => "");
export const problem = kept(() => ({ act: "", words: "" }));
export const done = kept(() => "");
/** Whether the end of the thread was in sight: nobody agrees to what they did not read to. */
export const readToEnd = kept(() => false);
/** What the server's list says of the case that the address names. */
export const row = computed(() => items.value.find((item) => item.row.case === address.value)?.row);
/** Something was said in the open case that is not shown yet: opening it took the dot away. */
export const stale = computed(() => Boolean(open.value && row.value?.unread));
export const may = computed(() =>
  open.value ? mayNow(open.value, who.value?.username ?? "") : null,
);

/** @param {Place["at"]} at @param {string} [reason] @returns {Place} */
export function atPlace(at, reason = "") {
  return { at, reason, logged: null };
}

/** Forget what was shown of the case before. */
export function emptyCase() {
  open.value = null;
  banners.value = [];
  logged.value = null;
  tab.value = "messages";
  sheet.value = "";
  busy.value = "";
  problem.value = { act: "", words: "" };
  done.value = "";
  readToEnd.value = false;
}
