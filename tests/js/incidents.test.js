/** What happened since, judged in the browser: the same vectors as `tests/form/test_incidents.py`. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { judgeIncident } from "../../intake/static/js/form/incidents.js";

/** @param {string} name */
const read = (name) =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8"));
const form = read("form.json");

for (const { name, answers, lang, now, told = null, incident } of read("incidents.json").vectors) {
  test(name, () => assert.deepEqual(judgeIncident(form, answers, lang, now, told), incident));
}
