/** Answers in the browser: the same vectors as `tests/questions/test_answers.py`. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  checkAnswers,
  collectAnswers,
  dropHidden,
  splitAnswers,
  summaryBody,
  visible,
} from "../../intake/static/js/form/questions.js";
import { evaluate } from "../../intake/static/js/form/triage.js";

/** @param {string} name */
const read = (name) =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8"));
const data = read("form.json");
const { collect, check } = read("answers.json");

for (const { name, answers, visible: shown, kept } of read("visibility.json").vectors) {
  test(name, () => {
    assert.deepEqual([...visible(data, answers)].sort(), shown);
    assert.deepEqual(dropHidden(data, answers), kept);
    assert.deepEqual(dropHidden(data, dropHidden(data, answers)), kept);
  });
}

for (const { name, entries, answers, errors, errors_without_choices } of collect) {
  test(name, () => {
    const collected = collectAnswers(data, entries);
    assert.deepEqual(collected, answers);
    assert.deepEqual(Object.keys(collected), Object.keys(answers));
    assert.deepEqual(checkAnswers(data, collected), errors_without_choices ?? errors);
  });
}

for (const { name, answers, asked, now, errors, errors_without_choices } of check) {
  test(name, () => {
    assert.deepEqual(checkAnswers(data, answers, asked, now), errors_without_choices ?? errors);
  });
}

test("an answer called __proto__ is an unknown question like any other", () => {
  const answers = JSON.parse('{"danger_now":"no","kinds":["other"],"__proto__":"x"}');
  const errors = checkAnswers(data, answers);
  assert.deepEqual(Object.entries(errors), [["__proto__", "unknown_question"]]);
});

test("report and contact together are the answers", () => {
  const answers = { danger_now: "no", kinds: ["other"], c_mode: "here", c_avoid: "Mr. X" };
  assert.deepEqual(splitAnswers(data, answers), {
    report: { danger_now: "no", kinds: ["other"] },
    contact: { c_mode: "here", c_avoid: "Mr. X" },
  });
});

test("the summary says that somebody must not see it and not who", () => {
  const answers = { danger_now: "no", kinds: ["documents"], country: "fr", c_avoid: "Mr. X" };
  const body = summaryBody(answers, evaluate(data.rules, answers, 0), "zh-Hans");
  assert.deepEqual(body, {
    avoid: true,
    country: "fr",
    dates: {},
    kinds: ["documents"],
    lang: "zh-Hans",
    level: "routine",
    rules: ["T22"],
    tags: [],
    who_for: "",
  });
});

test("an empty report has an empty summary", () => {
  const body = summaryBody({}, evaluate(data.rules, {}, 0), "en");
  assert.deepEqual([body.avoid, body.country, body.kinds, body.who_for], [false, "", [], ""]);
});
