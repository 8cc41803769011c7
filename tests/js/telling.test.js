/** What the rules tell, as the script writes it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { toldNow, toldSection } from "../../intake/static/js/public/questions/telling.js";
import { emptyPage } from "./page.js";

test("what is told leaves no empty line where there is no link and no last sentence", () => {
  emptyPage();
  const parts = (/** @type {string} */ danger, /** @type {string} */ end) =>
    [...toldSection("lure", ["Title", "Text", ["Point"], danger, end]).children].map(
      (each) => each.textContent,
    );
  assert.deepEqual(parts("", ""), ["Title", "Text", "Point"]);
  assert.deepEqual(parts("Call", "End"), ["Title", "Text", "Point", "Call", "End"]);
});

test("what either clock makes a rule tell is told, once", () => {
  const [own, server] = [1_790_000_000, 1_790_000_000 + 2 * 86_400];
  const flight = new Date((server + 18 * 3600) * 1000).toISOString().slice(0, 16);
  const when = { q: "d_flight", within_hours: 48 };
  /** @type {import("../../intake/static/js/form/triage.js").Rule[]} */
  const rows = [
    { id: "T1", level: "emergency", tell: "soon", when },
    { id: "T2", level: "routine", tell: "always", when: { q: "d_flight", answered: true } },
  ];
  const told = (/** @type {number[]} */ ...hours) =>
    toldNow({ rows, dates: ["d_flight"] }, { d_flight: flight }, hours);
  assert.deepEqual(told(own), ["always"]);
  assert.deepEqual(told(own, server).sort(), ["always", "soon"]);
});
