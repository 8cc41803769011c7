import assert from "node:assert/strict";
import { test } from "node:test";
import { patternOf } from "../../intake/static/js/public/english.js";

test("a text in English is known whatever stands in its gaps, and no other text is", () => {
  const english = patternOf(["Send", "{n} of {m} characters", "Really (yes)?"]);
  for (const text of ["Send", " Send ", "1 of 20 characters", "Really (yes)?"]) {
    assert.ok(english.test(text), text);
  }
  for (const text of ["Send it", "Resend", "of characters", "Really yes", ""]) {
    assert.ok(!english.test(text), text);
  }
});
