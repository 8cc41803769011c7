/** Signals whose content goes when the page locks: the only kind that the desk's state is made of. */

import { batch, signal } from "@preact/signals";

/** @type {(() => void)[]} */
const resets = [];

/**
 * Make a signal that `clearKept` empties.
 * @template T
 * @param {() => T} initial
 * @returns {import("@preact/signals").Signal<T>}
 */
export function kept(initial) {
  const made = signal(initial());
  resets.push(() => {
    made.value = initial();
  });
  return made;
}

/** Forget everything that was shown, at once: one by one, each reset would make the list anew. */
export function clearKept() {
  batch(() => {
    for (const reset of resets) {
      reset();
    }
  });
}
