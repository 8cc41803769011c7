import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { dayWords, dueOn, isLate } from "../../intake/static/js/desk/model/due.js";

const {
  table: TABLE,
  vectors,
  holidays,
  over_holidays,
} = JSON.parse(readFileSync(new URL("../vectors/answering.json", import.meta.url), "utf8"));

for (const { level, received, due } of vectors) {
  test(`${level} of ${received} is due on ${due}`, () => {
    assert.equal(dueOn(TABLE, level, received), due);
  });
}

for (const { level, received, due } of over_holidays) {
  test(`over the holidays ${level} of ${received} is due on ${due}`, () => {
    assert.equal(dueOn({ ...TABLE, holidays }, level, received), due);
  });
}

test("an emergency and an urgent report are due on the day they came", () => {
  for (const level of ["emergency", "urgent"]) {
    assert.equal(dueOn(TABLE, level, "2026-11-20"), "2026-11-20");
    assert.equal(isLate(TABLE, level, "2026-11-20", "2026-11-20"), false);
    assert.equal(isLate(TABLE, level, "2026-11-20", "2026-11-21"), true);
  }
});

test("two working days leap over a weekend", () => {
  assert.equal(dueOn(TABLE, "soon", "2026-11-19"), "2026-11-23"); // Thursday to Monday.
  assert.equal(dueOn(TABLE, "soon", "2026-11-20"), "2026-11-24"); // Friday to Tuesday.
  assert.equal(dueOn(TABLE, "soon", "2026-11-22"), "2026-11-24"); // Sunday to Tuesday.
});

test("a routine report has seven days, the last of them not late yet", () => {
  assert.equal(isLate(TABLE, "routine", "2026-11-02", "2026-11-09"), false);
  assert.equal(isLate(TABLE, "routine", "2026-11-02", "2026-11-10"), true);
});

test("a level that nobody knows gets the longest time, not none", () => {
  assert.equal(dueOn(TABLE, "other", "2026-11-02"), "2026-11-09");
});

test("days are words with a weekday", () => {
  assert.equal(dayWords("2026-11-23"), "Mon 23 Nov");
});
