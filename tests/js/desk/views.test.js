/** The views, drawn to text: every state as it stands in the document. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import "../jsx.js";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { clearKept } from "../../../intake/static/js/desk/state/kept.js";
import * as chosen from "../../../intake/static/js/desk/state/list/chosen.js";
import * as store from "../../../intake/static/js/desk/state/store.js";
import { Stopped } from "../../../intake/static/js/staff/roster/remembered.js";
import { answering, row, summary, TODAY } from "./listed.js";

const { Desk } = await import("../../../intake/static/js/desk/views/desk.jsx");

const port = /** @type {any} */ (null);
const COUNTS = { now: 3, mine: 41, unassigned: 9, waiting: 11, closed: 212, aside: 2 };

afterEach(clearKept);

/** @param {Partial<import("../../../intake/static/js/desk/data/rows.js").Row>[]} given */
function list(...given) {
  store.phase.value = "ready";
  store.today.value = TODAY;
  store.who.value = { account: "", username: "anna", role: "caseworker" };
  const rows = given.map((each, at) => row({ case: String(at).padStart(32, "0"), ...each }));
  const desk = { desk: "", epoch: 1, recipient: "" };
  store.listing.value = {
    counts: COUNTS,
    rows,
    whole: true,
    desk,
    answering,
    tags: {},
    words: {},
    people: [],
  };
  store.summaries.value = new Map(rows.map((each) => [each.case, summary()]));
  store.progress.value = { done: rows.length, wanted: rows.length, broke: false };
}

const draw = () => renderToString(h(Desk, { port }));

test("every list says its true number, of more than the page holds", () => {
  list({});
  const drawn = draw();
  for (const [name, count] of Object.entries(COUNTS)) {
    assert.match(drawn, new RegExp(`data-list="${name}" data-count="${count}"`));
  }
});

test("a row carries its case, its level, its dot, and what was sealed is marked as such", () => {
  list({ unread: true, level: "urgent" });
  const drawn = draw();
  assert.match(
    drawn,
    /<a class="row" href="\/desk\/0{32}" data-case="0{32}" data-level="urgent" data-unread/,
  );
  assert.match(drawn, /<span class="mono">0000 0000<\/span>/); // What people call it by.
  assert.match(drawn, /<span class="full">nobody<\/span>/);
  assert.match(drawn, /<span data-unsealed[^>]*>Papers · Belgium · Simplified Chinese<\/span>/);
  list({});
  assert.doesNotMatch(draw(), /data-unread/);
});

test("of a thousand rows a hundred stand in the page, and the rest is said", () => {
  list(...Array.from({ length: 1000 }, () => ({})));
  const drawn = draw();
  assert.equal(drawn.split("data-case=").length - 1, 100);
  assert.match(drawn, /Show 100 more/);
});

test("finding looks through all lists, and says how much is missing while it is", () => {
  list({ lists: ["closed"] }, {});
  chosen.lookFor("belgium");
  assert.match(draw(), /2 found in all lists/);
  chosen.lookFor("…"); // Punctuation alone is no word: the list stays.
  assert.doesNotMatch(draw(), /found in all lists/);
  chosen.lookFor("nowhere");
  assert.match(draw(), /Nothing found.*Looked at all 2 lines/);
  store.progress.value = { done: 340, wanted: 1000, broke: false };
  const partly = draw();
  assert.match(partly, /Looked in 340 of 1,000/);
  assert.match(partly, /Opening summaries: 340 of 1,000/);
});

test("a look that failed is in sight, with the time of the last good one; so is a newer page", () => {
  list({});
  const at = Date.now();
  store.look.value = { at, failed: false, newer: false };
  assert.match(draw(), new RegExp(`data-checked="${new Date(at).toISOString()}"`));
  store.look.value = { at, failed: true, newer: true };
  const failed = draw();
  assert.match(failed, /Not checked<\/span> since \d\d:\d\d/);
  assert.match(failed, /data-strip="offline".*data-strip="newer"/);
});

test("an empty list says so, and where to go", () => {
  list();
  assert.match(draw(), /Nothing needs you now.*Go to Mine 41/);
});

test("a list of people that does not add up takes the place of everything", () => {
  list({});
  store.trouble.value = new Stopped("fork", {
    state: "compared",
    pin: { roster: "x", version: 3 },
  });
  store.phase.value = "stopped";
  const drawn = draw();
  assert.match(drawn, /data-state="stopped".*was replaced/);
  assert.doesNotMatch(drawn, /data-case/);
});

test("locking leaves nothing in the state: no case, no name, no word that was typed", () => {
  list({});
  chosen.lookFor("typed words");
  clearKept();
  const drawn = draw();
  for (const gone of ["data-case", "anna", "typed words", "Belgium"]) {
    assert.ok(!drawn.includes(gone), gone);
  }
});
