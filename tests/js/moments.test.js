/** Answers about a day in the browser: the same vectors as `tests/form/test_moments.py`. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { dayOfMoment, earliestMoment, readMoment } from "../../intake/static/js/form/moments.js";

const file = new URL("../vectors/moments.json", import.meta.url);
for (const { name, text, at, says, earliest, day } of JSON.parse(readFileSync(file, "utf8"))
  .vectors) {
  test(`${name} ${JSON.stringify(text)}`, () => {
    assert.deepEqual(readMoment(text), says);
    assert.equal(earliestMoment(text, at), earliest);
    if (day) {
      assert.equal(dayOfMoment(text, at), day);
    }
  });
}
