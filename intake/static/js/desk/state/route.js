/**
 * Which case is open, by the address. The history holds the id of a case and nothing else: it comes
 * back with the browser's own memory of its pages.
 */

import { kept } from "./kept.js";

const ADDRESS = /^\/desk\/([0-9a-f]{32})$/;

/** The id of the open case, or empty. */
export const opened = kept(() => "");

/** Follow the address, from now on. */
export function followAddress() {
  const follow = () => {
    opened.value = ADDRESS.exec(location.pathname)?.[1] ?? "";
  };
  addEventListener("popstate", follow);
  follow();
}

/**
 * Go to a case, or with an empty id to the list alone.
 * @param {string} caseId
 */
export function go(caseId) {
  if (caseId !== opened.value) {
    history.pushState({ case: caseId }, "", `/desk/${caseId}`);
    opened.value = caseId;
  }
}

/**
 * Go where a link leads without leaving the page; what is asked to open elsewhere stays a link.
 * @param {MouseEvent} event
 * @param {string} caseId
 */
export function follow(event, caseId) {
  if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
    event.preventDefault();
    go(caseId);
  }
}
