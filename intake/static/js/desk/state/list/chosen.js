/** Which list is looked at, what is looked for in it, and the row that the keys point at. */

import { computed } from "@preact/signals";
import { foldWords } from "../../../form/folding.js";
import { requireLetters } from "../../data/letters.js";
import { finds } from "../../model/list/finding.js";
import { kept } from "../kept.js";
import { items } from "../store.js";
import { read } from "./read.js";

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

/** Whether other ways to write a word are found too. */
export const lettersKnown = kept(() => false);

/** The words that are looked for, folded; punctuation alone looks for nothing. */
export const wanted = computed(() => {
  lettersKnown.value; // Whatever was folded before is folded again.
  return foldWords(search.value);
});

/** Texts of cases, folded when they are first searched. */
const texts = computed(() => {
  lettersKnown.value;
  return /** @type {WeakMap<import("../../model/list/items.js").Item, string>} */ (new WeakMap());
});

/** The cases of the chosen list; of all lists while something is looked for. */
export const found = computed(() => {
  const words = wanted.value;
  return words
    ? items.value.filter((item) =>
        finds(wordsOf(item) + (read.value.get(item.row.case) ?? ""), words),
      )
    : items.value.filter(({ row }) => row.lists.includes(chosen.value));
});

/** @param {import("../../model/list/items.js").Item} item */
function wordsOf(item) {
  const words = texts.value.get(item) ?? foldWords(item.text);
  texts.value.set(item, words);
  return words;
}

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
export async function lookFor(words) {
  search.value = words;
  limit.value = STEP;
  try {
    await requireLetters();
    lettersKnown.value = true;
  } catch {
    // Asked for again with the next letter; meanwhile the page says what is not found.
  }
}
