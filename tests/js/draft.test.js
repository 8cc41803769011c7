/** What is sealed of a report: both hours, full ones, and the level that is the higher of both. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { draftOf, hoursOfDraft, isApart } from "../../intake/static/js/public/sealing/draft.js";

const HOUR = 3_600;
const NOW = 1_795_305_600 + 1_234; // No full hour.
const [HERE, LATER] = [NOW - 1_234, NOW - 1_234 + 48 * HOUR];
const day = (/** @type {number} */ seconds) => new Date(seconds * 1_000).toISOString().slice(0, 16);
const DATA = /** @type {any} */ ({
  version: 3,
  questions: { r_when: { t: "datetime" }, c_mode: { t: "radio", o: "contact" } },
  rules: {
    dates: ["r_when"],
    rows: [
      { id: "T04", level: "emergency", when: { q: "r_when", within_hours: 24 } },
      { id: "T22", level: "routine" },
    ],
  },
});
const now = Date.now;

/** @param {number | null} told @param {number} flight */
function draft(told, flight) {
  Object.assign(globalThis, { location: { pathname: "/en/form" } });
  Date.now = () => NOW * 1_000;
  const answers = { r_when: day(flight), c_mode: "none" };
  return draftOf(DATA, answers, Promise.resolve(told));
}

afterEach(() => {
  Date.now = now;
});

test("both hours are sealed, the sender's a full one", async () => {
  const { at, serverAt } = await draft(LATER, LATER);
  assert.deepEqual([at, serverAt], [HERE, LATER]);
  assert.deepEqual(hoursOfDraft(await draft(LATER, LATER)), [HERE, LATER]);
});

test("the language is that of the page's address, whatever a translator wrote into the page", async () => {
  Object.assign(globalThis, { document: { documentElement: { lang: "fr" } } });
  const { lang } = await draft(LATER, LATER);
  assert.equal(lang, "en");
});

test("without an hour of the server's the sender's is the only one", async () => {
  const one = await draft(null, LATER);
  assert.deepEqual([one.at, one.serverAt, hoursOfDraft(one)], [HERE, null, [HERE]]);
});

test("the level is the higher one: another clock raises it and never lowers it", async () => {
  const flight = LATER + 30 * HOUR; // Of a time without a zone the first place on earth counts.
  assert.equal((await draft(null, flight)).level, "routine");
  assert.equal((await draft(LATER, flight)).level, "emergency");
  for (const lie of [0, HERE - 9_000 * HOUR, HERE + 9_000 * HOUR]) {
    assert.equal((await draft(lie, HERE)).level, "emergency", String(lie));
  }
});

test("clocks are apart that differ by more than an hour", () => {
  assert.deepEqual([[HERE, HERE + HOUR], [HERE, HERE - HOUR], [HERE]].map(isApart), [
    false,
    false,
    false,
  ]);
  assert.deepEqual(
    [
      [HERE, HERE + 2 * HOUR],
      [HERE, HERE - 2 * HOUR],
    ].map(isApart),
    [true, true],
  );
});
