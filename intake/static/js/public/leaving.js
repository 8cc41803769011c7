/** Leaving: at once when the reader wants to, and never by accident. */

import { find } from "../dom.js";
import { isPressed } from "./dom.js";

const WITHIN_MS = 1_000;
const NEVER = [-Infinity, -Infinity]; // When Escape was pressed the last but one time, and the last.

/** @param {BeforeUnloadEvent} event */
function ask(event) {
  event.preventDefault();
  event.returnValue = ""; // Chrome before 119 asks only if this is set.
}

/**
 * Ask before the page is left, or stop asking.
 * @param {boolean} isOn
 */
export function guardLeaving(isOn) {
  window.onbeforeunload = isOn ? ask : null;
}

/** Leave: the exit takes the place of this page, so that "back" does not lead here. */
function leave() {
  guardLeaving(false);
  find("main").textContent = "";
  location.replace(/** @type {HTMLAnchorElement} */ (find("#leave")).href);
}

/** Let the reader go, by the link or by Escape; ask first whoever goes another way. */
export function startLeaving() {
  find("#leave").onclick = () => {
    leave();
    return false; // The link is not followed.
  };
  listenForEscape();
}

/** Three presses within a second leave; one that ends a composition or closes something is none of them. */
function listenForEscape() {
  let [before, last] = NEVER;
  document.addEventListener("keydown", (event) => {
    const { target, timeStamp } = event;
    // In such a field it closes a list or a calendar.
    const isOpen = /** @type {Element} */ (target).matches("select, .q > [type]");
    if (isPressed(event, "Escape") && !isOpen) {
      if (timeStamp - before <= WITHIN_MS) {
        leave();
      }
      [before, last] = [last, timeStamp];
    }
  });
}

/** Empty the page when it is left, and never show it from the browser's memory again. */
export function forgetOnLeaving() {
  window.onpagehide = () => {
    find("main").textContent = "";
  };
  window.onpageshow = (event) => {
    if (event.persisted) {
      location.reload();
    }
  };
}
