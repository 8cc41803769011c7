/** What is asked back about an answer, as the script writes it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { askBack } from "../../intake/static/js/public/form/asking.js";
import { emptyPage } from "./page.js";

const { dates } = JSON.parse(
  readFileSync(new URL("../vectors/form.json", import.meta.url), "utf8"),
);

test("what somebody wrote is quoted as it stands and is no helper's to translate", () => {
  emptyPage();
  const parts = /** @type {any[]} */ (
    askBack("Read “{said}”: {meant}?", dates, "tomorrow|{meant} 05/11/2026|evening|@9")
  );
  assert.deepEqual(
    parts.map((part) => part.textContent ?? part),
    ["Read “", "\u2068{meant} 05/11/2026 9\u2069", "”: ?"],
  );
  assert.equal(parts[1].attributes.translate, "no");
});

test("what quotes nothing is said as it stands", () => {
  emptyPage();
  assert.deepEqual(askBack("Please answer this.", dates, undefined), ["Please answer this."]);
});
