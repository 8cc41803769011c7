/** Where the keys are: what closes or goes still gives them to a place that is in sight. */

/**
 * Give the keys to the first of these places that takes them, if nothing in sight has them; after
 * what changed is drawn.
 * @param {string[]} places selectors
 */
export function keepFocus(...places) {
  setTimeout(() => {
    for (const place of places) {
      const found = document.querySelector(place);
      if (isLost() && found instanceof HTMLElement) {
        found.focus();
      }
    }
  });
}

function isLost() {
  const { activeElement: it, body } = document;
  return !it || it === body || it.matches(":disabled") || it.getClientRects().length === 0;
}
