import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { dayWords, dueOn, dueState } from "../../intake/static/js/desk/model/due.js";

const { table: TABLE, vectors } = JSON.parse(
  readFileSync(new URL("../vectors/answering.json", import.meta.url), "utf8"),
);

for (const { level, received, due } of vectors) {
  test(`${level} of ${received} is due on ${due}`, () => {
    assert.equal(dueOn(TABLE, level, received), due);
  });
}

test("an emergency and an urgent report are due on the day they came", () => {
  for (const level of ["emergency", "urgent"]) {
    assert.equal(dueOn(TABLE, level, "2026-11-20"), "2026-11-20");
    assert.equal(dueState(TABLE, level, "2026-11-20", "2026-11-20").state, "today");
    assert.equal(dueState(TABLE, level, "2026-11-20", "2026-11-21").state, "over");
  }
});

test("two working days leap over a weekend", () => {
  assert.equal(dueOn(TABLE, "soon", "2026-11-19"), "2026-11-23"); // Thursday to Monday.
  assert.equal(dueOn(TABLE, "soon", "2026-11-20"), "2026-11-24"); // Friday to Tuesday.
  assert.equal(dueOn(TABLE, "soon", "2026-11-22"), "2026-11-24"); // Sunday to Tuesday.
});

test("a routine report has seven days, the last of them today and no longer later", () => {
  assert.equal(dueState(TABLE, "routine", "2026-11-02", "2026-11-08").state, "later");
  assert.equal(dueState(TABLE, "routine", "2026-11-02", "2026-11-09").state, "today");
  assert.deepEqual(dueState(TABLE, "routine", "2026-11-02", "2026-11-10"), {
    state: "over",
    words: "late since 10 Nov",
    used: 8,
  });
});

test("the picture of the clock only ever fills, and is full only when it is late", () => {
  const used = [12, 13, 14, 15, 16, 17, 18, 19, 20].map(
    (day) => dueState(TABLE, "routine", "2026-11-12", `2026-11-${day}`).used,
  );
  assert.deepEqual(
    used,
    [...used].sort((one, other) => one - other),
  );
  assert.equal(used.filter((eighths) => eighths === 8).length, 1);
});

test("a level that nobody knows gets the longest time, not none", () => {
  assert.equal(dueOn(TABLE, "other", "2026-11-02"), "2026-11-09");
});

test("days are words with a weekday", () => {
  assert.equal(dayWords("2026-11-23"), "Mon 23 Nov");
});
