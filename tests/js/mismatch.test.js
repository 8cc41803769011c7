import assert from "node:assert/strict";
import { test } from "node:test";
import { findMismatches } from "../../intake/static/js/desk/model/report/mismatch.js";

/** A form of four questions, and rules for two of them. @type {any} */
const form = {
  version: 1,
  one_of: ["kinds"],
  questions: {
    danger_now: { t: "radio", r: 1 },
    kinds: { t: "checkbox" },
    f_state: { t: "checkbox", w: { q: "kinds", has: "family_call" } },
    r_when: { t: "date" },
    c_avoid: { t: "text", o: "contact" },
  },
  rules: {
    dates: ["r_when"],
    rows: [
      { id: "T02", level: "emergency", when: { q: "danger_now", has: "yes" } },
      { id: "T09", level: "urgent", when: { q: "f_state", has: "held" }, tag: "held" },
      { id: "T11", level: "soon", when: { q: "r_when", answered: true } },
      { id: "T22", level: "routine" },
    ],
  },
};

/** What an honest sender and an honest server say. */
function honest() {
  const verdict = { level: "urgent", rules: ["T09"], tags: ["held"] };
  return {
    rowLevel: "urgent",
    level: "urgent",
    report: {
      ...verdict,
      answers: { danger_now: "no", kinds: ["family_call"], f_state: ["held"] },
      at: 1_795_284_000,
      form: 1,
      lang: "en",
    },
    contactAnswers: { c_avoid: "my landlord" },
    summary: {
      ...verdict,
      avoid: true,
      country: "",
      kinds: ["family_call"],
      lang: "en",
      who_for: "",
    },
  };
}

/** @param {any} opened */
function codes(opened) {
  return findMismatches(form, opened).map(({ code }) => code);
}

test("an honest report differs in nothing", () => {
  assert.deepEqual(codes(honest()), []);
});

test("a reader without the desk's key misses only the comparison with the summary", () => {
  assert.deepEqual(codes({ ...honest(), summary: null }), []);
});

test("a row that the server lowered is seen, and so is one that it raised", () => {
  for (const rowLevel of ["routine", "emergency"]) {
    const [found] = findMismatches(form, { ...honest(), rowLevel });
    assert.equal(found.code, "level_differs");
    assert.match(found.words, new RegExp(`list said ${rowLevel}, .* give urgent`));
  }
});

test("a sender who claims a higher level than the answers give is seen", () => {
  const opened = honest();
  opened.report.level = opened.rowLevel = opened.level = opened.summary.level = "emergency";
  assert.deepEqual(codes(opened), ["level_differs", "summary_differs"]);
});

test("a report is judged by both hours that were sealed in it, as it was when it was sent", () => {
  const [own, told] = [1_795_284_000 - 2 * 86_400, 1_795_284_000];
  const flight = new Date((told + 18 * 3_600) * 1_000).toISOString().slice(0, 10);
  const near = { id: "T04", level: "emergency", when: { q: "r_when", within_hours: 24 } };
  const rules = { dates: ["r_when"], rows: [near, { id: "T22", level: "routine" }] };
  const opened = honest();
  const verdict = { level: "emergency", rules: ["T04"], tags: [] };
  const answers = { danger_now: "no", kinds: ["family_call"], r_when: flight };
  const report = { ...opened.report, ...verdict, answers, at: own, server_at: told };
  const rest = { rowLevel: "emergency", level: "emergency", summary: null };
  const found = (/** @type {any} */ said) =>
    findMismatches({ ...form, rules }, /** @type {any} */ ({ ...opened, ...rest, report: said }));
  assert.deepEqual(found(report), []);
  assert.notDeepEqual(found({ ...report, server_at: null }), []);
});

test("what another edition of the form judged stands, and the row is compared all the same", () => {
  const opened = honest();
  const older = { ...opened, report: { ...opened.report, form: 7, rules: ["T99"] } };
  const dates = { T99: "2026-11-25" };
  older.summary = /** @type {any} */ ({ ...opened.summary, rules: ["T99"], dates });
  assert.deepEqual(codes(older), []);
  assert.deepEqual(codes({ ...older, rowLevel: "routine" }), ["level_differs"]);
  assert.deepEqual(codes({ ...older, summary: opened.summary }), ["summary_differs"]);
});

test("rules that the answers do not give are seen", () => {
  const opened = honest();
  opened.report.rules = ["T02", "T09"];
  assert.deepEqual(codes(opened), ["rules_differ"]);
});

test("an answer to a hidden question makes no rule match", () => {
  const opened = honest();
  opened.report.answers.kinds = [];
  assert.deepEqual(codes(opened), ["level_differs", "rules_differ", "summary_differs"]);
});

test("each part of the queue's line is compared, above all who must not see it", () => {
  const changes = { avoid: false, country: "fr", kinds: [], lang: "fr", who_for: "me" };
  for (const [name, value] of Object.entries(changes)) {
    const opened = honest();
    opened.summary = { ...opened.summary, [name]: value };
    assert.deepEqual(codes(opened), ["summary_differs"], name);
  }
});

test("the dates of the queue's line are compared, and one of version 1 has none", () => {
  const opened = /** @type {any} */ (honest());
  opened.report.answers.r_when = "2026-11-29";
  opened.report.rules = opened.summary.rules = ["T09", "T11"];
  assert.deepEqual(codes(opened), []);
  opened.summary.dates = { T11: "2026-11-29" };
  assert.deepEqual(codes(opened), []);
  for (const dates of [{}, { T11: "2026-11-30" }, { T09: "2026-11-29" }]) {
    opened.summary.dates = dates;
    assert.deepEqual(codes(opened), ["summary_differs"]);
  }
});
