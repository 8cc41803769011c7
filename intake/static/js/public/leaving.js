/** Leaving: at once when the reader wants to, and never by accident. */

import { find } from "../dom.js";

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
  if (isOn) {
    window.addEventListener("beforeunload", ask);
  } else {
    window.removeEventListener("beforeunload", ask);
  }
}

/** Let the exit take the place of this page, so that "back" does not lead here. */
export function startLeaving() {
  const link = /** @type {HTMLAnchorElement} */ (find("#leave"));
  link.addEventListener("click", (event) => {
    event.preventDefault();
    guardLeaving(false);
    find("main").textContent = "";
    location.replace(link.href);
  });
}

/** Empty the page when it is left, and never show it from the browser's memory again. */
export function forgetOnLeaving() {
  window.addEventListener("pagehide", () => {
    find("main").textContent = "";
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      location.reload();
    }
  });
}
