/** The keys of the list. Single letters can be switched off; while somebody types they are letters. */

import { focusOn } from "../focus.js";
import { kept } from "../kept.js";
import { choose, LISTS, lookFor, pointed, shown, singleKeys } from "./chosen.js";

export const keysShown = kept(() => false);

/** Listen to the keys, from now on. */
export function listenToKeys() {
  addEventListener("keydown", (event) => {
    const isLetter = singleKeys.value && !isTyping(event.target);
    const act = event.key === "F6" ? changePane : isLetter && actOf(event.key);
    if (act && isPlain(event)) {
      event.preventDefault();
      act();
    }
  });
}

/**
 * The field in which something is looked for: Esc empties it.
 * @param {KeyboardEvent} event
 */
export function onFindKey(event) {
  if (event.key === "Escape") {
    lookFor("");
  } else if (event.key === "Enter" || event.key === "ArrowDown") {
    event.preventDefault();
    focusRow(shown.value[0]?.row.case);
  }
}

/**
 * @param {KeyboardEvent} event
 * @returns {boolean} whether nobody composes, or calls the browser with it
 */
export function isPlain({ ctrlKey, metaKey, altKey, isComposing, defaultPrevented }) {
  return !(ctrlKey || metaKey || altKey || isComposing || defaultPrevented);
}

/**
 * @param {EventTarget | null} target
 * @returns {boolean} whether a letter would be typed there
 */
export function isTyping(target) {
  const fields = "input:not([type=checkbox]):not([type=radio]), textarea, select";
  return target instanceof Element && target.matches(fields);
}

/** @param {string} key @returns {(() => void) | undefined} */
function actOf(key) {
  const acts = new Map([
    ["j", () => move(1)],
    ["k", () => move(-1)],
    ["u", nextUnread],
    ["/", () => focusOn("#find")],
    ["?", toggleKeys],
    ...LISTS.slice(0, 5).map(
      (name, at) => /** @type {const} */ ([`${at + 1}`, () => choose(name)]),
    ),
  ]);
  return acts.get(key);
}

/** Show or hide the list of keys. */
export function toggleKeys() {
  keysShown.value = !keysShown.value;
}

/** @param {1 | -1} step */
function move(step) {
  const ids = shown.value.map(({ row }) => row.case);
  const at = ids.indexOf(pointed.value);
  const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), ids.length - 1);
  focusRow(ids[next]);
}

function nextUnread() {
  const rows = shown.value.map(({ row }) => row);
  const at = rows.findIndex((row) => row.case === pointed.value);
  const following = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
  focusRow(following.find(({ unread }) => unread)?.case);
}

/** @param {string | undefined} caseId */
function focusRow(caseId) {
  focusOn(`[data-case="${caseId}"]`);
}

/** Go from the list to the case and back. */
function changePane() {
  const inList = document.activeElement?.closest("[data-pane=list]");
  focusOn(inList ? "[data-pane=case]" : "[data-pane=list]");
}
