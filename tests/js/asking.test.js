/** What is asked back about an answer, as the script writes it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mock, test } from "node:test";
import { askBack } from "../../intake/static/js/public/questions/asking.js";
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

test("of days without a year the nearest is meant, whatever comes between", () => {
  emptyPage();
  const said = (/** @type {string} */ now, /** @type {string} */ written) => {
    mock.timers.enable({ apis: ["Date"], now: Date.parse(now) });
    const [first] = askBack("{meant}", dates, written);
    mock.timers.reset();
    return first;
  };
  assert.equal(said("2026-11-22", "25 Nov"), "25 November 2026");
  assert.equal(said("2026-11-22", "2 January"), "2 January 2027");
  assert.equal(said("2026-01-05", "30 December"), "30 December 2025");
  assert.equal(said("2026-11-22", "29 February"), "29 February 2028");
});
