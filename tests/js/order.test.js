import assert from "node:assert/strict";
import { test } from "node:test";
import {
  compareRows,
  higherLevel,
  matchesFilter,
  outranks,
} from "../../intake/static/js/staff/desk/order.js";
import { clockOf } from "../../intake/static/js/staff/desk/queue_view.js";

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

test("of two parts of the queue the one with the higher top comes first", () => {
  assert.ok(outranks(["emergency", "soon"], ["urgent"]));
  assert.ok(!outranks(["urgent"], ["urgent"]));
  assert.ok(!outranks(["soon"], ["emergency"]));
  assert.ok(outranks(["routine"], []));
  assert.ok(!outranks([], ["routine"]));
  assert.ok(!outranks([], []));
});

/** @type {import("../../intake/static/js/staff/desk/due.js").Answering} */
const table = {
  staffed: [1, 2, 3, 4, 5],
  times: { emergency: [15, "minutes"], urgent: [4, "hours"] },
};

test("an emergency is never shown as less late than anything else", () => {
  /** @param {string} level @param {string} received_on */
  const clock = (level, received_on) =>
    clockOf(/** @type {any} */ ({ level, row: { received_on } }), "2026-11-20", table);
  assert.deepEqual(clock("emergency", "2026-11-20"), { state: "now", words: "act now", used: 8 });
  assert.equal(clock("emergency", "2026-11-19").state, "over");
  assert.equal(clock("urgent", "2026-11-20").state, "today");
  assert.equal(clock("urgent", "2026-11-19").state, "over");
});
