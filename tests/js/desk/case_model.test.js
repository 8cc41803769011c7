/** An open case in words and rules: what may be done, what differs, what is asked. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { mayNow } from "../../../intake/static/js/desk/model/case/may.js";
import { askedOf, becameOf } from "../../../intake/static/js/desk/model/case/proposals.js";
import { purposesFor } from "../../../intake/static/js/desk/model/case/purposes.js";
import { dayOf, notesOf, threadOf } from "../../../intake/static/js/desk/model/case/thread.js";
import { timelineOf } from "../../../intake/static/js/desk/model/case/timeline.js";
import {
  answerOf,
  countUnanswered,
  topicsOf,
  wordedFor,
} from "../../../intake/static/js/desk/model/report/answers.js";
import { datesOf } from "../../../intake/static/js/desk/model/report/dates.js";
import { examine } from "../../../intake/static/js/desk/model/report/findings.js";
import { row, TODAY } from "./listed.js";
import { ANNA, BEN, CARL, form, item, opened, PEOPLE, proposal } from "./opened.js";

/** @param {string} id */
const nameOf = (id) => PEOPLE.find((each) => each.id === id)?.name ?? "Staff";

const AT = Date.parse(TODAY) / 1000;

test("only purposes that fit are offered, the likeliest first", () => {
  const first = (/** @type {any} */ given) => purposesFor(row(given), "anna");
  assert.deepEqual(first({}), ["triage", "safety"]);
  assert.deepEqual(first({ level: "emergency" }), ["safety", "triage"]);
  assert.equal(first({ assignee: "anna" })[0], "casework");
  assert.equal(first({ assignee: "ben", cover: "anna" })[0], "cover");
  assert.deepEqual(first({ assignee: "ben", cover: "carl" }), ["safety", "review"]);
  const offered = { assignee: "ben", proposal: proposal({ act: "handover" }) };
  assert.deepEqual(first(offered), ["handover"]);
  const asked = { assignee: "ben", cover: "anna", proposal: proposal() };
  assert.deepEqual(first(asked).slice(0, 2), ["review", "cover"]);
  assert.equal(purposesFor(undefined, "anna").length, 8);
});

test("acting follows the holders, or triage while nobody has taken it", () => {
  const may = (/** @type {any} */ meta, more = {}) => mayNow(opened({ meta, more }), "anna");
  assert.ok(may({}).reply && may({}).note && may({})["hand-over"] && !may({}).take);
  const untaken = may({ assignee: null, cover: null }, { own: false, notes: false });
  assert.ok(untaken.take && untaken.level && untaken.aside && untaken.contacted);
  assert.ok(!untaken.reply && !untaken.note && !untaken.close && !untaken["hand-over"]);
  const reading = may({ assignee: "ben", cover: "carl", level: "emergency" }, { own: false });
  assert.deepEqual(
    Object.entries(reading).filter(
      ([name, can]) => can && !["unanswered", "export"].includes(name),
    ),
    [],
  );
});

test("closing waits until everything said is answered, and is asked for once", () => {
  const may = (/** @type {any} */ meta) => mayNow(opened({ meta }), "anna");
  assert.ok(may({}).close && !may({}).settle);
  assert.ok(!may({ said: 4 }).close && may({ said: 4 }).settle);
  assert.ok(!may({ proposals: [proposal()] }).close);
  const own = ["close", "exclude", "handover"].map((act) => proposal({ act, by: "anna" }));
  const { close, exclude, "hand-over": handOver } = may({ proposals: own });
  assert.deepEqual([close, exclude, handOver], [true, false, false]); // One's own is made anew.
  assert.ok(may({ status: "closed" }).reopen && !may({ status: "closed" }).close);
  assert.ok(may({ level: "emergency" }).onIt && !may({ level: "emergency", on_it: "anna" }).onIt);
});

test("what came after the last visit stands under a line; one's own words never do", () => {
  const items = [
    item({ position: 3 }),
    item({ position: 4, by: "staff", signer: ANNA }),
    item({ position: 5, kind: "note", by: "staff" }),
    item({ position: 6, kind: "settled", by: "staff", signer: BEN }),
    item({ position: 7 }),
  ];
  const { read, fresh, earlier } = threadOf(opened({ items, meta: { seen: 3 } }));
  assert.deepEqual(
    [earlier.length, read.map(({ item: each }) => each.position), fresh.length],
    [0, [3, 4], 2],
  );
  const many = Array.from({ length: 9 }, (_, at) => item({ position: at + 3 }));
  assert.equal(threadOf(opened({ items: many, meta: { seen: 99 } })).earlier.length, 3);
  assert.deepEqual(notesOf(items), [items[2]]);
});

test("what waits stands above the thread alone; nothing hides what was said", () => {
  const said = item({ position: 3 });
  const waiting = item({ kind: "closing", by: "staff", position: 4 });
  const of = (/** @type {string} */ object) =>
    threadOf(
      opened({ items: [said, waiting], meta: { seen: 99, proposals: [proposal({ object })] } }),
    );
  assert.deepEqual(
    of(waiting.row.id).read.map((each) => each.item),
    [said],
  );
  assert.deepEqual(
    of(said.row.id).read.map((each) => each.item),
    [said, waiting],
  );
});

test("a message that was not opened has the server's day and stays in its place", () => {
  const broken = item({ frame: null, refused: "bad_mac", signer: "" });
  assert.equal(dayOf(broken), TODAY);
  assert.equal(threadOf(opened({ items: [broken], meta: { seen: 99 } })).read.length, 1);
});

test("answers stand by topic; one of an unknown question is shown under its id", () => {
  const answers = { danger_now: "yes", kinds: ["documents"], story: "x", constructor: "y" };
  const topics = topicsOf(form, { ...answers, d_pickup: "2026-11-30T20:00" }, AT);
  assert.deepEqual(
    topics.map(({ id, brief }) => [id, brief]),
    [
      ["danger", "Yes"],
      ["kinds", "Papers"],
      ["documents", "Mon 30 Nov 2026, 20:00 (their clock)"],
      ["unknown", ""],
    ],
  );
  assert.deepEqual(topics[3].answers[0].words, "y");
  assert.equal(countUnanswered(form, answers), 3);
});

test("a rough day stands with the day it was sent on, and counts from the first it can be", () => {
  const words = (/** @type {string} */ value) => answerOf(form, "d_pickup", value, AT).words;
  assert.equal(words("tomorrow afternoon"), "tomorrow, afternoon (sent on Fri 20 Nov 2026)");
  assert.equal(words("14:30"), "Day not said, 14:30 (their clock)");
  assert.equal(words("25.11."), "25.11.");
  assert.equal(words("tomorrow|||@noon"), "tomorrow, noon");
  const [date] = datesOf(form, { d_pickup: "tomorrow 15:00" }, TODAY, AT);
  assert.equal(date.when, "Tomorrow 15:00");
  const [rough] = datesOf(form, { d_pickup: "tomorrow|||@noon" }, TODAY, AT);
  assert.equal(rough.when, "Tomorrow");
  assert.deepEqual(datesOf(form, { d_pickup: "not_said" }, TODAY, AT), []);
  assert.deepEqual(datesOf(form, { d_pickup: "some day" }, TODAY, AT), []);
});

test("a date that the rules count stands among the near ones, whatever of it was said", () => {
  const when = (/** @type {string} */ value) =>
    datesOf(form, { d_pickup: value }, TODAY, AT).map((date) => date.when);
  assert.deepEqual(when("not_said 2026-11-21"), ["Tomorrow"]);
  assert.deepEqual(when("15:00"), ["Today 15:00"]);
  assert.deepEqual(when("evening"), ["Today"]);
  assert.deepEqual(when("tomorrow 2026-12-30"), ["Tomorrow"]);
});

test("dates of the report that are still to come, the nearest first", () => {
  const [date] = datesOf(form, { d_pickup: "2026-11-21T20:00" }, TODAY, AT);
  assert.deepEqual([date.when, date.words], ["Tomorrow 20:00", "Told to collect them?"]);
  assert.deepEqual(datesOf(form, { d_pickup: "2026-11-19" }, TODAY, AT), []);
});

test("a report about somebody else is read in the words in which it was asked", () => {
  const labels = (/** @type {any} */ answers) =>
    topicsOf(wordedFor(form, answers), answers, AT).flatMap((topic) =>
      topic.answers.map(({ label }) => label),
    );
  const day = { d_pickup: "2026-11-21" };
  assert.deepEqual(labels({ ...day, who_for: "someone" }), ["Was the person told to?", "who_for"]);
  assert.deepEqual(labels({ ...day, who_for: "me" }), ["Told to collect them?", "who_for"]);
  assert.deepEqual(labels(day), ["Told to collect them?"]);
});

/** @param {any} given */
const findings = (given) => examine(opened(given), form, ["us"], 0);

test("a case whose row says what report and acts say shows nothing and tells nothing", () => {
  assert.deepEqual(findings({}), { banners: [], findings: [] });
});

test("where the row differs from what was signed, that is shown and logged", () => {
  /** @type {[any, string][]} */
  const rewritten = [
    [{ level: "routine" }, "level_differs"],
    [{ aside: true }, "row_differs"],
    [{ status: "closed" }, "row_differs"],
    [{ excluded: ["carl"] }, "row_differs"],
    [{ cover: "carl" }, "row_differs"],
  ];
  const { standing } = opened();
  const more = { standing: { ...standing, handed: { cover: BEN } } };
  assert.deepEqual(findings({ more }).findings, []);
  for (const [meta, code] of rewritten) {
    const found = findings({ meta, more });
    assert.equal(found.banners[0].look, "bad");
    assert.ok(found.banners[0].lines[0]);
    assert.deepEqual(found.findings, [{ code, object: null }]);
  }
  const kept = { items: [item({ kind: "level", by: "staff", frame: null, kept: true })] };
  assert.deepEqual(findings({ ...kept, meta: { level: "routine" } }).findings, []);
});

test("two clocks that differ by more than an hour are told, and nothing is logged", () => {
  const { body } = /** @type {any} */ (opened().report);
  const titles = (/** @type {any} */ hours) => {
    const report = { body: { ...body, ...hours } };
    const { banners, findings: logged } = findings({ more: { report } });
    assert.deepEqual(logged, []);
    return banners.map(({ title, lines }) => `${title}: ${lines}`);
  };
  assert.deepEqual(titles({ at: 0, server_at: 3600 }), []);
  assert.deepEqual(titles({ at: 7200, server_at: null }), []);
  const [told] = titles({ at: 0, server_at: 172_800 });
  assert.match(told, /^Two clocks: .* 48 hours apart/);
  assert.match(titles({ at: 7200, server_at: 0 })[0], /2 hours apart/);
});

test("a report to a desk that nobody signed, a missing piece, an unreadable one: each is told", () => {
  assert.deepEqual(examine(opened(), form, ["them"], 0).findings[0].code, "bad_roster");
  const broken = item({ frame: null, refused: "bad_mac" });
  const found = findings({ items: [broken, item({ missing: true })] });
  assert.deepEqual(
    found.findings.map(({ code }) => code),
    ["bad_mac", "missing_parent"],
  );
  assert.match(found.banners[0].title, /missing/);
});

test("what is asked says who asks, what was signed, until when; without the frame it says nothing", () => {
  const closing = item({
    kind: "closing",
    by: "staff",
    body: { dispositions: ["advice_given", "referred"], words: "Safe now." },
  });
  const meta = { proposals: [proposal({ object: closing.row.id })] };
  const reader = { me: "anna", today: TODAY, nameOf };
  const [asked] = askedOf(opened({ items: [closing], meta }), reader);
  assert.equal(asked.title, "ben asks you to agree: close this case");
  assert.equal(asked.says, "Advice given · Referred to somebody who can help. Safe now.");
  assert.match(asked.until, /\d\d:\d\d$/);
  const [without] = askedOf(opened({ meta }), reader);
  assert.deepEqual([without.frame, without.says], [null, ""]);
});

test("nobody is asked to agree to another act than was signed, or by another", () => {
  const staff = (/** @type {string} */ kind, /** @type {any} */ body, signer = BEN) =>
    item({ kind, by: "staff", signer, body });
  const lower = staff("level", { from: "emergency", to: "urgent", reason: "misjudged" });
  const closing = staff("closing", { dispositions: ["referred"], words: "" });
  const offer = staff("handover", { to: CARL, place: "cover", situation: "x", next: "" });
  const named = staff("exclusion", { members: [CARL], named: true, unsure: false });
  const items = [lower, closing, offer, named];
  const asks = (/** @type {any} */ given, /** @type {any} */ meta = {}) => {
    const proposals = [proposal({ value: "", ...given, object: given.of.row.id })];
    const shown = opened({ items, meta: { ...meta, proposals }, more: { account: ANNA } });
    return askedOf(shown, { me: "anna", today: TODAY, nameOf })[0].frame;
  };
  assert.ok(asks({ of: lower, act: "level", value: "urgent" }));
  assert.ok(asks({ of: named, act: "exclude" }, { excluded: ["carl"] }));
  assert.equal(asks({ of: closing, act: "level", value: "urgent" }), null);
  assert.equal(asks({ of: lower, act: "level", value: "routine" }), null);
  assert.equal(asks({ of: closing, act: "close", by: "carl" }), null);
  assert.equal(asks({ of: offer, act: "handover", value: "assignee", for_me: false }), null);
  assert.equal(asks({ of: offer, act: "handover", value: "cover" }), null); // It is for carl.
  assert.equal(asks({ of: named, act: "exclude" }, { excluded: ["carl", "dora"] }), null);
});

test("an act that takes two says whether it is done, and one that takes one says nothing of it", () => {
  const closing = item({ kind: "closing", by: "staff", body: { dispositions: [], words: "" } });
  const id = closing.row.id;
  const became = (/** @type {any} */ standing, /** @type {any} */ meta = {}) => {
    const shown = opened({ items: [closing], meta });
    const whole = { ...shown, standing: { ...shown.standing, proposed: [id], ...standing } };
    return becameOf(closing, whole, { today: TODAY, nameOf });
  };
  const living = { proposals: [proposal({ object: id })] };
  const waiting = new Map([["closing", { frame: closing.frame }]]);
  assert.match(became({ waiting }, living), /^Proposed, not done: .* until .*\d\d:\d\d$/);
  assert.equal(became({ waiting }), "Not done: lapsed");
  assert.equal(became({}), "Not done: ended");
  const said = (/** @type {boolean} */ agreed) => new Map([[id, new Map([[ANNA, agreed]])]]);
  assert.equal(became({ agreements: said(true) }), "Done: anna agreed");
  assert.equal(became({ agreements: said(false) }), "Not done: ended by anna");
  assert.equal(became({ proposed: [] }), "");
});

test("the timeline tells who did what, newest first, and says where something was not opened", () => {
  const items = [
    item(),
    item({ by: "staff", signer: ANNA }),
    item({ kind: "level", by: "staff", body: { from: "soon", to: "urgent", reason: "date_near" } }),
    item({ frame: null, refused: "bad_mac" }),
  ];
  assert.deepEqual(
    timelineOf(opened({ items }), { today: TODAY, nameOf }).map(({ words }) => words),
    [
      "Something that was not opened",
      "Soon to Urgent, ben",
      "Answer, anna",
      "Message",
      "Report came",
    ],
  );
});

test("the timeline says of a closing that was only proposed that it is not done", () => {
  const closing = item({ kind: "closing", by: "staff", body: { dispositions: [], words: "" } });
  const shown = opened({ items: [closing] });
  const standing = { ...shown.standing, proposed: [closing.row.id] };
  const [{ words }] = timelineOf({ ...shown, standing }, { today: TODAY, nameOf });
  assert.equal(words, "Closing, ben. Not done: ended");
});
