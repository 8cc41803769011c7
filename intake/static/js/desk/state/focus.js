/** Where the keys are: what closes or goes still gives them to a place that is in sight. */

/**
 * Give the keys to the first of these places that takes them, if nothing in sight has them; after
 * what changed is drawn.
 * @param {string[]} places selectors
 */
export function keepFocus(...places) {
  setTimeout(() => {
    for (const place of places) {
      if (isLost()) {
        focusOn(place);
      }
    }
  });
}

/**
 * Move the keys to what a selector finds, if it is there.
 * @param {string} selector
 */
export function focusOn(selector) {
  /** @type {HTMLElement | null} */
  const found = document.querySelector(selector);
  found?.focus();
}

/**
 * A `ref`: what has just come has the keys, and a screen reader reads it.
 * @param {HTMLElement | null} place null when it goes
 */
export function takeFocus(place) {
  place?.focus();
}

function isLost() {
  const { activeElement: it, body } = document;
  return !it || it === body || it.matches(":disabled") || it.getClientRects().length === 0;
}
