/** Urgency in the browser: the same vectors as `tests/form/test_evaluate.py`. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readable } from "../../intake/static/js/form/conditions.js";
import { earliestMoment } from "../../intake/static/js/form/moments.js";
import { evaluate, judge, toldBy } from "../../intake/static/js/form/triage.js";

/** @param {string} name */
const read = (name) =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8"));
const { rules } = read("form.json");

const { vectors, judged } = read("triage.json");

for (const { name, answers, now, level, rules: matched, tags, told } of vectors) {
  test(name, () => {
    assert.deepEqual(toldBy(rules, answers, [now]), told);
    const { dates, ...verdict } = evaluate(rules, answers, now);
    assert.deepEqual(verdict, { level, rules: matched, tags });
  });
}

for (const { name, answers, hours, level, rules: matched } of judged) {
  test(`two clocks: ${name}`, () => {
    const verdict = judge(rules, answers, hours);
    assert.deepEqual([verdict.level, verdict.rules], [level, matched]);
  });
}

for (const { name, answers, now, dates } of read("dates.json").vectors) {
  test(`dates: ${name}`, () => {
    assert.deepEqual(evaluate(rules, answers, now).dates, dates);
  });
}

for (const { name, table, answers, dates } of read("dates.json").tables) {
  test(`dates of other rules: ${name}`, () => {
    assert.deepEqual(evaluate(table, answers, 1795305600).dates, dates);
  });
}

test("what is true by any of the clocks is told, in the order of the rules", () => {
  const [soon, over] = [1_795_305_600, 1_795_305_600 - 10 * 86_400];
  const answers = { kinds: ["family_call"], f_deadline: "2026-11-24", age_u18: "yes" };
  for (const hours of [
    [soon, over],
    [over, soon],
  ]) {
    assert.deepEqual(toldBy(rules, answers, hours), ["deadline", "child"]);
  }
  assert.deepEqual(toldBy(rules, answers, [over]), ["child"]);
});

test("a date that cannot be read is no answer", () => {
  assert.deepEqual(
    readable({ r_when: "soon", d_travel_at: "2026-11-25", story: "soon" }, rules.dates),
    {
      d_travel_at: "2026-11-25",
      story: "soon",
    },
  );
  assert.deepEqual(readable({ r_when: ["2026-11-25"] }, rules.dates), {});
  const beside = readable({ r_when: "tomorrow|||@noon", d_travel_at: "|||@noon" }, rules.dates);
  assert.deepEqual(beside, { r_when: "tomorrow" });
});

test("a day begins where it begins first on earth", () => {
  assert.equal(earliestMoment("1970-01-02", 0), 10 * 3600);
  assert.equal(earliestMoment("1970-01-02T00:00", 0), 10 * 3600);
});
