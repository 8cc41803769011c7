import assert from "node:assert/strict";
import { test } from "node:test";
import { finds } from "../../../intake/static/js/desk/model/list/finding.js";
import { itemOf } from "../../../intake/static/js/desk/model/list/items.js";
import { compareItems, higherLevel } from "../../../intake/static/js/desk/model/list/order.js";
import { foldWords } from "../../../intake/static/js/form/folding.js";
import { learn } from "../../../intake/static/js/words/say.js";
import { context, row, summary, TODAY } from "./listed.js";

/** @param {Record<string, any>} given @param {Record<string, unknown> | null} [body] */
function item(given, body = {}) {
  return itemOf(row(given), body ? summary(body) : undefined, context);
}

/** @param {ReturnType<typeof item>} found */
const line = ({ why: { when, words } }) => `${when}: ${words}`;

test("the date stands first, and is the nearest that was sealed", () => {
  const dates = { T03: "2026-11-21T09:00", T11: "2026-11-25", T12: "2026-11-19" };
  const found = item({}, { dates, rules: ["T11", "T03"] });
  assert.equal(line(found), "Tomorrow 09:00: told to collect papers");
  assert.equal(found.next, "2026-11-21T09:00");
});

test("a summary of the first version, without dates, is read as before", () => {
  const { dates, ...old } = summary({ level: "emergency", rules: ["T04"] }).body;
  const found = itemOf(row({ level: "emergency" }), { ...summary(), body: old }, context);
  assert.equal(line(found), "Today: new: journey, papers held");
});

test("what is asked of the reader comes before everything that the case is about", () => {
  const noon = Date.parse(`${TODAY}T12:00Z`) / 1000;
  const proposal = { act: "close", by: "ben", value: "", for_me: true, expires_at: noon };
  const asked = (/** @type {number} */ expires_at) =>
    line(item({ proposal: { ...proposal, expires_at }, assignee: "ben" }));
  assert.match(asked(noon), /^Until \d\d:\d\d: your yes: close it\? \(ben\)$/);
  assert.match(asked(noon + 3 * 86_400), /^Until Mon 23 Nov \d\d:\d\d: your yes/);
  const other = { ...proposal, for_me: false };
  assert.equal(
    line(item({ proposal: other, assignee: "ben", unread: true })),
    "Today: new message",
  );
});

test("reading takes the dot away and nothing else: what is unanswered stays said", () => {
  const said = { assignee: "anna", status: "in_contact", waiting_on: "2026-11-19" };
  assert.equal(line(item({ ...said, unread: true })), "Yesterday: new message");
  assert.equal(
    line(item({ ...said, unread: true, status: "reopened" })),
    "Yesterday: wrote again: reopened",
  );
  assert.equal(line(item(said)), "Yesterday: not answered yet");
});

test("late is counted from the day on which the answer was due", () => {
  const found = item({ received_on: "2026-11-10", waiting_on: "2026-11-10" });
  assert.deepEqual(found.age, { words: "8 days late", late: true });
  assert.equal(line(found), "Was due Thu 12 Nov: first answer");
});

test("where no answer is wanted none is said to be due: somebody is to read and decide", () => {
  const no_answer = true;
  const decide = "answer nobody: read and decide";
  const old = { received_on: "2026-11-10", waiting_on: "2026-11-10" };
  assert.equal(line(item({}, { no_answer })), `By Tue 24 Nov: ${decide}`);
  assert.equal(line(item(old, { no_answer })), `Was due Thu 12 Nov: ${decide}`);
  assert.equal(line(item({ assignee: "anna" }, { no_answer })), `Today: ${decide}`);
  assert.equal(line(item({}, { no_answer: false })), "By Tue 24 Nov: first answer due");
});

test("who has it is said from where the reader stands", () => {
  assert.deepEqual(item({}).holder, { brief: "nobody", full: "nobody", nobody: true });
  assert.equal(item({ assignee: "anna", cover: "ben" }).holder.full, "you, ben");
  assert.equal(item({ assignee: "ben", cover: "anna" }).holder.brief, "you cover");
  assert.equal(item({ assignee: "ben" }).holder.full, "ben, no cover");
});

test("a level that nobody here knows is never less urgent than one that is known", () => {
  assert.equal(higherLevel("graver", "emergency"), "graver");
  assert.equal(higherLevel("routine", "graver"), "graver");
});

test("a server cannot lower a case that nobody took: of two levels the higher counts", () => {
  assert.equal(higherLevel("routine", "emergency"), "emergency");
  assert.equal(higherLevel("soon", "soon"), "soon");
  const lowered = item({ level: "routine" }, { level: "emergency" });
  assert.equal(lowered.level, "emergency");
  assert.ok(lowered.alarm);
  assert.deepEqual(
    lowered.marks.map(({ words }) => words),
    ["level differs"],
  );
  assert.equal(
    item({ level: "routine", assignee: "anna" }, { level: "emergency" }).level,
    "routine",
  );
});

test("an alarm is an emergency that nobody is on", () => {
  const level = "emergency";
  assert.ok(item({ level }).alarm && item({ level, assignee: "ben" }).alarm);
  for (const acted of [{ on_it: "ben" }, { aside: true }, { status: "closed" }]) {
    assert.ok(!item({ level, ...acted }).alarm, JSON.stringify(acted));
  }
});

test("the order: nobody on it, what presses, the reader's yes, unanswered, next date, level, age, id; then the rest", () => {
  const proposal = { act: "close", by: "ben", value: "", for_me: true, expires_at: 0 };
  const taken = { assignee: "anna", waiting_on: null };
  const sorted = [
    item({ level: "emergency" }, { level: "emergency" }),
    itemOf(row({ level: "emergency" }), { ...summary(), body: null, refused: "not_age" }, context),
    item({ assignee: "anna", waiting_on: TODAY, level: "emergency", on_it: "anna" }),
    item({ assignee: "anna", waiting_on: TODAY, status: "paused_safety", case: "f".repeat(32) }),
    item({ ...taken, proposal }),
    item({ assignee: "anna", waiting_on: "2026-11-02", level: "routine" }),
    item({ assignee: "anna", waiting_on: "2026-11-03", level: "urgent" }),
    item({ ...taken, level: "routine" }, { dates: { T11: TODAY } }),
    item({ ...taken, level: "urgent" }),
    item({ ...taken, received_on: "2026-11-01" }),
    item({ ...taken, received_on: "2026-11-02", case: "a".repeat(32) }),
    item({ ...taken, received_on: "2026-11-02", case: "b".repeat(32) }),
    item({ ...taken, lists: ["mine"], level: "urgent" }),
    item({ ...taken, lists: ["closed"], status: "closed", level: "emergency" }),
  ];
  assert.deepEqual([...sorted].reverse().sort(compareItems), sorted);
});

test("a country is named as the server says; an unknown one, and one not said, is told as well", () => {
  const what = (/** @type {string} */ country) => item({}, { country, kinds: [], lang: "" }).what;
  assert.equal(what("be"), "Belgium");
  assert.equal(what("xx"), "XX");
  assert.equal(what("other"), "Another country");
  assert.equal(what("rather_not"), "Country not said");
  assert.equal(what(""), "");
});

test("finding wants every word, in any order", () => {
  const { text } = item({ case: `a0140cea${"0".repeat(24)}` }, { rules: ["T03"], lang: "ug" });
  for (const typed of [" BELGIUM  papers", "a014 0cea", "a0140cea", "uyghur", "collect"]) {
    assert.ok(finds(foldWords(text), foldWords(typed)), typed);
  }
  assert.ok(!finds(foldWords(text), foldWords("belgium france")));
});

test("a holder whose client opened nothing is a mark, and after a working day an alarm", () => {
  const taken = { assignee: "ben", cover: "cara", unconfirmed: ["cara"] };
  const marks = (/** @type {any} */ given) => item({ ...taken, ...given }).marks;
  assert.deepEqual(marks({}), [{ look: "", words: "keys not confirmed" }]);
  assert.deepEqual(marks({ late_keys: ["cara"] }), [
    { look: "bad", words: "keys never opened by cara" },
  ]);
});

test("a level that nobody has looked behind yet is said to be claimed", () => {
  const { marks } = item({ opened: false });
  assert.deepEqual(marks, [{ look: "", words: "claimed" }]);
});

test("the gravest mark stands first, where a narrow row cuts none of it off", () => {
  const { marks } = item({
    opened: false,
    on_it: "ben",
    server_saw: true,
    rekey: true,
    by_one: ["x"],
  });
  assert.deepEqual(
    marks.map(({ look }) => look),
    ["bad", "warn", "warn", "", ""],
  );
});

test("what one person did alone stands in words, as the server's table says them", () => {
  learn({ "alone.desk_bad": "the desk’s key file opens nothing" });
  const { marks } = item({ by_one: ["desk_bad"] });
  assert.deepEqual(marks, [{ look: "bad", words: "the desk’s key file opens nothing" }]);
});

test("opening another summary makes no other case anew", () => {
  const [one, sealed] = [row(), summary()];
  assert.equal(itemOf(one, sealed, context), itemOf(one, sealed, { ...context }));
  assert.notEqual(itemOf(one, sealed, context), itemOf(one, undefined, context));
});

test("who is away stands in the row with the day, gravely where everybody who holds it is", () => {
  const people = [
    { id: "a", name: "anna", away_until: null },
    { id: "b", name: "ben", away_until: "2026-12-04" },
  ];
  const of = (/** @type {any} */ given) =>
    itemOf(row({ assignee: "anna", cover: "ben", ...given }), undefined, { ...context, people })
      .marks;
  assert.deepEqual(of({}), [{ look: "", words: "ben away until Fri 4 Dec" }]);
  assert.equal(of({ unattended: true })[0].look, "bad");
  assert.deepEqual(of({ cover: null }), []);
});
