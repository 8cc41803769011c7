/** Days as people write them, in the browser: the same vectors as `tests/form/test_typed_dates.py`. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readTyped } from "../../intake/static/js/form/typed_dates.js";

/** @param {string} name */
const read = (name) =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8"));
const { dates } = read("form.json");

for (const { name, written, answer = "", problem = "", meant = [] } of read("typed_dates.json")
  .vectors) {
  test(`${name} ${JSON.stringify(written)}`, () => {
    assert.deepEqual(readTyped(dates, written), { answer, problem, meant });
  });
}
