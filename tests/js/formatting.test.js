import assert from "node:assert/strict";
import { test } from "node:test";
import { formatMoment, joinSentences } from "../../intake/static/js/public/dom.js";

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
