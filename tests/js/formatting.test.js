import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDay, formatMoment, joinSentences } from "../../intake/static/js/public/dom.js";

const words = { tomorrow: "Tomorrow", night: "Night", sent: "{when} ({day})" };

test("what nobody could read stands as it was written, beside what was picked", () => {
  assert.equal(formatMoment("soon", words, ""), "soon");
  assert.equal(formatMoment("tomorrow|||@noon", words, ""), "Tomorrow · noon");
  assert.equal(formatMoment("|when he is back|night|", words, ""), "when he is back · Night");
});

test("between sentences stands what the page says of its language, and what is not said leaves none", () => {
  const joined = (/** @type {{ gap?: string }} */ dataset) => {
    Object.assign(globalThis, { document: { documentElement: { dataset } } });
    return joinSentences("One.", false, "Two.", "");
  };
  assert.deepEqual([{}, { gap: "" }].map(joined), ["One. Two.", "One.Two."]);
});

test("a day is written out as the page's data says, whatever this browser knows of its language", () => {
  const months = Array.from({ length: 12 }, (_, at) => `{y}:${at + 1}:{d}`).join("|");
  const documentElement = { lang: "bo", dataset: { days: months } };
  Object.assign(globalThis, { document: { documentElement } });
  assert.equal(formatDay("2026-10-26"), "2026:10:26");
  assert.equal(formatDay("2026-01-05T11:35"), "2026:1:5 11:35");
});
