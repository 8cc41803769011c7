/** Help that stands over a page: its way back leads to where it was opened, and never nowhere. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { startPanels } from "../../intake/static/js/public/panels.js";

/**
 * Press the way back of a panel.
 * @param {number} length of the tab's history
 * @returns whether the link is followed, and how often the browser went back
 */
function press(length) {
  /** @type {any} */
  const link = {};
  let back = 0;
  const asked = /** @type {string[]} */ ([]);
  const document = {
    querySelectorAll: (/** @type {string} */ which) => asked.push(which) && [link],
  };
  Object.assign(globalThis, { document, history: { length, back: () => (back += 1) } });
  startPanels();
  assert.deepEqual(asked, [".over > a"]);
  const isFollowed = link.onclick();
  return { isFollowed, back };
}

test("the way back of a panel goes back, so that Back does not lead there again", () => {
  assert.deepEqual(press(2), { isFollowed: false, back: 1 });
  assert.deepEqual(press(9), { isFollowed: false, back: 1 });
});

test("in a tab of its own nothing is behind it, and the link alone leads to the page", () => {
  assert.equal(press(1).isFollowed, true);
});
