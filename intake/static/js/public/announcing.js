/**
 * How the first script of a page reaches what a later one does: by an event, which is heard before
 * dispatching ends. Neither knows more of the other, and a script that did not come hears nothing.
 */

/** Every script of the page has run then, or will not: the document waits for its modules. */
export const scripts = new Promise((resolve) => addEventListener("DOMContentLoaded", resolve));

/**
 * Announce to whoever hears; return what was said, in which they may have left something.
 * @template T
 * @param {string} name
 * @param {T} detail
 * @returns {T}
 */
export function announce(name, detail) {
  dispatchEvent(new CustomEvent(name, { detail }));
  return detail;
}

/** @param {string} name @param {(detail: any) => void} hear */
export function onAnnounced(name, hear) {
  addEventListener(name, (event) => hear(/** @type {CustomEvent} */ (event).detail));
}
