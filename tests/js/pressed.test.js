/** A key that ends a composition is none: Chinese, Japanese and Korean are written so (R16). */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isPressed } from "../../intake/static/js/public/dom.js";

/** @param {boolean} isComposing @param {number} keyCode @param {string} [key] */
const enter = (isComposing, keyCode, key = "Enter") =>
  isPressed(/** @type {any} */ ({ key, isComposing, keyCode }), "Enter");

test("Enter means itself", () => {
  assert.equal(enter(false, 13), true);
  assert.equal(enter(false, 13, "Escape"), false);
});

test("Chromium and Firefox send it before a composition ends, Safari after", () => {
  assert.deepEqual([enter(true, 229), enter(true, 13), enter(false, 229)], [false, false, false]);
});
