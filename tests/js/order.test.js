import assert from "node:assert/strict";
import { test } from "node:test";
import { compareRows, higherLevel, matchesFilter } from "../../intake/static/js/desk/order.js";

/** @param {string} shownLevel @param {string} received_on @param {string} id */
function row(shownLevel, received_on, id = "aa") {
  return { shownLevel, received_on, case: id };
}

test("the queue is by level, then the oldest first, then always the same", () => {
  const sorted = [
    row("strange", "2026-11-20"),
    row("emergency", "2026-11-20"),
    row("urgent", "2026-11-01"),
    row("urgent", "2026-11-02", "aa"),
    row("urgent", "2026-11-02", "bb"),
    row("soon", "2026-10-01"),
    row("routine", "2026-01-01"),
  ];
  assert.deepEqual([...sorted].reverse().sort(compareRows), sorted);
});

test("a server cannot lower a case: of two levels the higher counts", () => {
  assert.equal(higherLevel("routine", "emergency"), "emergency");
  assert.equal(higherLevel("urgent", "soon"), "urgent");
  assert.equal(higherLevel("soon", "soon"), "soon");
});

test("the filter wants every word, in any order and any case", () => {
  const text = "Urgent late since Fri 20 Nov Papers taken or refused France English";
  assert.ok(matchesFilter(text, " france  URGENT "));
  assert.ok(matchesFilter(text, ""));
  assert.ok(!matchesFilter(text, "france soon"));
});
