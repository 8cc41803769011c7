/** Which list is looked at, what is looked for in it, and the row that the keys point at. */

import { computed } from "@preact/signals";
import { finds } from "../../model/list/finding.js";
import { kept } from "../kept.js";
import { items } from "../store.js";

/** The five lists, and what was set aside; their keys are 1 to 5. */
export const LISTS = /** @type {const} */ ([
  "now",
  "mine",
  "unassigned",
  "waiting",
  "closed",
  "aside",
]);
/** How many rows stand in the page at a time: with ten thousand every key press would wait. */
export const STEP = 100;

export const chosen = kept(() => /** @type {(typeof LISTS)[number]} */ ("now"));
export const search = kept(() => "");
export const limit = kept(() => STEP);
/** The case whose row has the keys, or had them last. */
export const pointed = kept(() => "");
/** Whether single letters do something: people who speak or tremble switch them off. */
export const singleKeys = kept(() => true);

/** The cases of the chosen list; of all lists while something is looked for. */
export const found = computed(() => {
  const wanted = search.value.trim();
  return wanted
    ? items.value.filter(({ text }) => finds(text, wanted))
    : items.value.filter(({ row }) => row.lists.includes(chosen.value));
});

export const shown = computed(() => found.value.slice(0, limit.value));

/** The one row that the Tab key stops at. */
export const tabStop = computed(() => {
  const here = shown.value.some(({ row }) => row.case === pointed.value);
  return here ? pointed.value : (shown.value[0]?.row.case ?? "");
});

/** @param {(typeof LISTS)[number]} name */
export function choose(name) {
  chosen.value = name;
  lookFor("");
}

/** @param {string} words */
export function lookFor(words) {
  search.value = words;
  limit.value = STEP;
}
