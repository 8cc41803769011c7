/** What the desk knows, as signals; views read them, and only `kept` ones exist, so that all goes. */

import { computed } from "@preact/signals";
import { todayText } from "../model/due.js";
import { itemOf } from "../model/list/items.js";
import { compareItems } from "../model/list/order.js";
import { kept } from "./kept.js";

/** @typedef {import("../data/rows.js").Listing} Listing */
/** @typedef {import("../keys/summaries.js").Summary} Summary */
/** @typedef {"loading" | "pin" | "stopped" | "failed" | "ready"} Phase */
/** Who is signed in, by the live session. @typedef {{account: string, username: string, role: string}} Who */
/** The desk's list of people, as the worker judged it.
 * @typedef {Awaited<ReturnType<typeof import("../keys/account.js").roster>>} People */

export const phase = kept(() => /** @type {Phase} */ ("loading"));
/** Why the page is not ready: a Stopped, or another error. */
export const trouble = kept(() => /** @type {unknown} */ (null));
export const who = kept(() => /** @type {Who | null} */ (null));
export const people = kept(() => /** @type {People | null} */ (null));

export const listing = kept(() => /** @type {Listing | null} */ (null));
export const summaries = kept(() => /** @type {Map<string, Summary>} */ (new Map()));
/** How far opening has come: `wanted` rows have a summary, `done` of them are opened or refused. */
export const progress = kept(() => ({ done: 0, wanted: 0, broke: false }));

/** When the server was last asked with success, in milliseconds; 0 before. */
export const look = kept(() => ({ at: 0, failed: false, newer: false }));
/** When this page itself saw something new in a case, in milliseconds, by case. */
export const seenHere = kept(() => /** @type {Map<string, number>} */ (new Map()));
export const today = kept(() => todayText());
/** What a screen reader is told. */
export const announcement = kept(() => "");

/** Every case, in the order of the desk. */
export const items = computed(() => {
  const listed = listing.value;
  if (!listed || !who.value) {
    return [];
  }
  const context = {
    me: who.value.username,
    today: today.value,
    answering: listed.answering,
    tags: listed.tags,
    people: listed.people,
    names: new Map(listed.people.map(({ id, name }) => [id, name])),
  };
  const opened = summaries.value;
  return listed.rows.map((row) => itemOf(row, opened.get(row.case), context)).sort(compareItems);
});

/** How many emergencies wait for somebody to act. */
export const alarms = computed(() => items.value.filter(({ alarm }) => alarm).length);
