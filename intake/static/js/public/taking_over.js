/** How the script of a public page begins: it takes over its part of the page, and the way out. */

import { startLeaving } from "./leaving.js";
import { startPanels } from "./panels.js";

/**
 * Wait for what the part needs, then say that the page is ready.
 * @param {string} id of the element to take over
 * @param {(root: HTMLElement) => Promise<void>} begin
 */
export async function takeOver(id, begin) {
  startLeaving();
  startPanels();
  const root = document.getElementById(id);
  if (root) {
    await begin(root);
  }
  document.documentElement.dataset.ready = "1";
}
