/** What the rules tell, as the script writes it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { toldSection } from "../../intake/static/js/public/form/telling.js";
import { emptyPage } from "./page.js";

test("what is told leaves no empty line where there is no link and no last sentence", () => {
  emptyPage();
  const parts = (/** @type {string} */ danger, /** @type {string} */ end) =>
    [...toldSection("lure", ["Title", "Text", ["Point"], danger, end]).children].map(
      (each) => each.textContent,
    );
  assert.deepEqual(parts("", ""), ["Title", "Text", "Point"]);
  assert.deepEqual(parts("Call", "End"), ["Title", "Text", "Point", "Call", "End"]);
});
