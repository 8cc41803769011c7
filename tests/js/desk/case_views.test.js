/** The pane of a case, drawn to text: every state as it stands in the document. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import "../jsx.js";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import * as current from "../../../intake/static/js/desk/state/case/current.js";
import { fields, keeping } from "../../../intake/static/js/desk/state/case/drafts.js";
import { clearKept } from "../../../intake/static/js/desk/state/kept.js";
import { opened as address } from "../../../intake/static/js/desk/state/route.js";
import * as store from "../../../intake/static/js/desk/state/store.js";
import { answering, row, summary, TODAY } from "./listed.js";
import { ANNA, BEN, CARL, CASE, form, item, opened, PEOPLE, proposal } from "./opened.js";

const { Desk } = await import("../../../intake/static/js/desk/views/desk.jsx");
const { FORMS } = await import("../../../intake/static/js/desk/views/case/acts/sheet.jsx");

const port = /** @type {any} */ (null);

afterEach(clearKept);

/** @param {Partial<import("../../../intake/static/js/desk/data/rows.js").Row>} [given] */
function list(given = {}) {
  store.phase.value = "ready";
  store.today.value = TODAY;
  store.who.value = { account: ANNA, username: "anna", role: "caseworker" };
  const rows = [row({ case: CASE, ...given })];
  const counts = { now: 1, mine: 1, unassigned: 0, waiting: 0, closed: 0, aside: 0 };
  const desk = { desk: "", epoch: 1, recipient: "" };
  store.listing.value = {
    counts,
    rows,
    whole: true,
    desk,
    answering,
    tags: {},
    words: {},
    people: [],
  };
  store.summaries.value = new Map([[CASE, summary()]]);
  address.value = CASE;
}

/** @param {Parameters<typeof opened>[0]} given */
function show(given) {
  list();
  current.form.value = form;
  current.open.value = opened(given);
  current.place.value = current.atPlace("open");
}

const draw = () => renderToString(h(Desk, { port }));

/** @param {string} drawn @param {string} act @returns {boolean | null} null: it is not there */
function enabled(drawn, act) {
  const [button] = drawn.match(new RegExp(`<button[^>]*data-does="${act}"[^>]*>`)) ?? [""];
  return button ? !button.includes("disabled") : null;
}

test("whose act closed the case for themselves reads that it counts", () => {
  list();
  current.place.value = current.atPlace("gone");
  current.done.value = "Agreed.";
  assert.match(draw(), /Agreed\..*There is no such case for you/);
});

test("a case asks for its purpose first, with what fits, and shows nothing of it", () => {
  list({ level: "emergency" });
  const drawn = draw();
  assert.match(drawn, /data-pane="case" data-state="purpose"/);
  assert.deepEqual(
    [...drawn.matchAll(/data-purpose="(\w+)"/g)].map(([, code]) => code),
    ["safety", "triage"],
  );
  assert.doesNotMatch(drawn, /data-message|data-answer|textarea/);
});

test("a purpose has the same key in every case, so that a habit states no other", () => {
  const key = /data-purpose="triage"[^>]*><span>[^<]*<\/span><kbd>(\d)<\/kbd>/;
  const keys = ["emergency", "routine"].map((level) => {
    list({ level });
    return draw().match(key)?.[1];
  });
  assert.deepEqual(keys, ["1", "1"]);
});

test("opening says so; what was not opened says why, what it can mean, and whether it is logged", () => {
  list({ level: "urgent" });
  current.place.value = current.atPlace("loading");
  assert.match(draw(), /data-state="loading".*Opening and checking/);
  current.place.value = { at: "unreadable", reason: "bad_signature", logged: false };
  assert.match(
    draw(),
    /data-state="unreadable".*A signature is not by the one it names.*bad_signature.*could not be logged/,
  );
  current.place.value = current.atPlace("gone");
  assert.match(draw(), /data-state="gone".*no such case for you/);
  current.place.value = current.atPlace("failed", "There was no answer.");
  assert.match(draw(), /data-state="failed".*There was no answer.*data-does="again"/);
});

test("an untaken case can be taken with a cover, and not answered", () => {
  show({ meta: { assignee: null, cover: null }, more: { own: false, notes: false } });
  const drawn = draw();
  assert.match(drawn, /<select[^>]*name="cover"/);
  assert.equal(enabled(drawn, "take"), false); // Nobody is chosen yet.
  assert.doesNotMatch(drawn, /name="reply"/);
  assert.doesNotMatch(drawn, /<option value="a{32}">anna/);
});

test("one's own case has a composer with its rules of contact inside, and enables what can work", () => {
  show({ contact: { c_mode: "here" }, meta: { said: 3 }, items: [item()] });
  const drawn = draw();
  assert.match(drawn, /<form class="composer.*data-rules.*Answer only here.*name="reply"/s);
  assert.equal(enabled(drawn, "reply"), false);
  fields.value = { reply: "an answer" };
  assert.equal(enabled(draw(), "reply"), true);
  assert.match(drawn, /data-shows="settle"/);
  assert.doesNotMatch(drawn, /<button[^>]*data-shows="close"/); // Something said is unanswered.
});

test("a colleague's case is read and not written in", () => {
  show({ meta: { assignee: "ben", cover: "carl" }, more: { own: false, notes: false } });
  const drawn = draw();
  assert.match(drawn, /data-says="reply-locked".*ben holds this case/);
  assert.doesNotMatch(drawn, /<textarea|data-does="take"/);
});

test("while something newer is unread nothing is sent: it is shown first", () => {
  show({});
  fields.value = { reply: "an answer" };
  const listed = /** @type {any} */ (store.listing.value);
  store.listing.value = { ...listed, rows: [row({ case: CASE, unread: true })] };
  const drawn = draw();
  assert.match(drawn, /data-newer.*data-does="show-new"/);
  assert.equal(enabled(drawn, "reply"), false);
});

test("who asked for no answer, or is paused, gets one only with a stated reason", () => {
  const status = { meta: { status: "paused_safety", paused: 1 } };
  for (const given of [{ contact: { c_mode: "none" } }, status]) {
    show(given);
    fields.value = { reply: "an answer" };
    assert.match(draw(), /name="despite"/);
    assert.equal(enabled(draw(), "reply"), false);
    fields.value = { reply: "an answer", despite: "because" };
    assert.equal(enabled(draw(), "reply"), false);
    fields.value = { reply: "an answer", despite: "danger_grew" };
    assert.equal(enabled(draw(), "reply"), true);
  }
});

test("where something comes before an answer the field waits, and half an answer is shown all the same", () => {
  const said = item({ body: { text: "星期四的课取消了。" }, position: 3 });
  const before = {
    "they wanted none": { contact: { c_mode: "none" } },
    "contact is paused": { meta: { status: "paused_safety", paused: 1 } },
    "the stop word": { items: [said], meta: { said: 3 }, contact: { c_stop: "星期四的课" } },
    "my yes": { meta: { proposals: [proposal({ act: "release" })] } },
    "a closing": { meta: { proposals: [proposal({ by: "anna", for_me: false })] } },
  };
  for (const [why, given] of Object.entries(before)) {
    fields.value = {};
    show(given);
    assert.doesNotMatch(draw(), /name="reply"/, why);
    assert.match(draw(), /data-rules.*data-shows="reply"[^>]*>Write anyway/, why);
    fields.value = { reply: "half an answer" };
    assert.match(draw(), /name="reply"/, why);
  }
  fields.value = {};
  show({});
  assert.match(draw(), /name="reply"/);
});

test("that a draft cannot be opened is said beside a resting field, and whether words are kept beside those of an act", () => {
  show({});
  keeping.value = { how: "lost", at: 0 };
  assert.match(draw(), /class="peek".*?data-draft="lost".*?data-shows="reply"/);
  show({ contact: { c_mode: "none" } });
  assert.match(draw(), /data-draft="lost".*Write anyway/);
  keeping.value = { how: "failed", at: 0 };
  for (const act of ["settle", "contacted", "close", "hand-over"]) {
    current.sheet.value = act;
    assert.match(draw(), /<\/textarea>.*data-draft="failed"/, act);
  }
});

test("a length is counted and never cut", () => {
  show({});
  fields.value = { reply: "字".repeat(8003) };
  const drawn = draw();
  assert.match(drawn, /3 characters too many/);
  assert.equal(enabled(drawn, "reply"), false);
  assert.doesNotMatch(drawn, /maxlength/i);
});

/** @returns {string | null} the act that the note about a stop word leads to; null: there is no note */
function halt() {
  const [, drawn] = draw().match(/class="above"><div class="halt" role="alert"(.*?)<\/div>/) ?? [];
  return drawn === undefined ? null : (drawn.match(/data-shows="([\w-]+)"/)?.[1] ?? "");
}

test("the stop word is marked where it stands, and what it asks for is the first thing on the page", () => {
  const said = item({ body: { text: "没事了。星期四的课取消了。" }, position: 3 });
  const contact = { c_stop: "星期四的课" };
  show({ items: [said], meta: { said: 3 }, contact });
  assert.equal(halt(), "pause");
  assert.match(draw(), /<mark title="stop word">星期四的课<\/mark>/);
  fields.value = { reply: "an answer" };
  assert.equal(enabled(draw(), "reply"), false); // Before contact is paused, too, a reason is wanted.
  current.sheet.value = "pause";
  assert.match(draw(), /<option selected value="unsafe_to_contact"/);
  current.sheet.value = "";
  const paused = { said: 3, paused: 1, status: "paused_safety" };
  show({ items: [said], meta: { ...paused, level: "soon" }, contact });
  assert.equal(halt(), "level");
  show({ items: [said], meta: { ...paused, level: "urgent" }, contact });
  assert.equal(halt(), "");
  const untaken = { said: 3, assignee: null, cover: null };
  show({ items: [said], meta: untaken, contact, more: { own: false } });
  assert.equal(halt(), "level");
  show({ items: [said], meta: { said: 3, answered: 3 }, contact });
  assert.equal(halt(), null); // It was answered.
});

test("a proposal says who asks what; agreeing waits for the newest words, withdrawing for nothing", () => {
  const closing = item({
    kind: "closing",
    by: "staff",
    signer: BEN,
    body: { dispositions: ["advice_given"], words: "" },
  });
  const asked = proposal({ object: closing.row.id });
  show({ items: [closing], meta: { level: "emergency", proposals: [asked] } });
  const drawn = draw();
  assert.match(
    drawn,
    /data-proposal="close".*ben asks you to agree: close this case.*Advice given/,
  );
  assert.equal(enabled(drawn, "agree"), false);
  current.readToEnd.value = true;
  assert.deepEqual([enabled(draw(), "agree"), enabled(draw(), "disagree")], [true, true]);
  show({ meta: { proposals: [asked] } }); // Its frame is not here.
  current.readToEnd.value = true;
  assert.equal(enabled(draw(), "agree"), false);
  show({ items: [closing], meta: { proposals: [{ ...asked, by: "anna", for_me: false }] } });
  assert.deepEqual([enabled(draw(), "agree"), enabled(draw(), "withdraw")], [null, true]);
});

test("the place that must be in sight before a yes is where the newest message ends", () => {
  const said = item({ body: { text: "They are here." }, position: 3 });
  const settled = item({
    kind: "settled",
    by: "staff",
    body: { reason: "no_question", words: "" },
    position: 4,
  });
  show({ items: [said, settled], meta: { said: 3, answered: 3 } });
  assert.match(draw(), /They are here\..*class="end".*data-act="settled"/);
  assert.equal(draw().match(/class="end"/g)?.length, 1);
  show({});
  assert.equal(draw().match(/class="end"/g)?.length, 1);
});

test("where somebody's yes is asked for a button leads back to the question, also for who holds nothing", () => {
  const asked = proposal({ act: "release" });
  show({ meta: { proposals: [asked] } });
  assert.match(draw(), /class="slim up"[^>]*>To the question/);
  show({ meta: { assignee: "ben", cover: "carl", proposals: [asked] } });
  assert.match(draw(), /data-says="reply-locked">.*class="slim up"/);
  show({ meta: { proposals: [{ ...asked, by: "anna", for_me: false }] } });
  assert.doesNotMatch(draw(), /class="slim up"/);
});

test("whoever takes a case over ticks each rule of contact first", () => {
  const offer = item({
    kind: "handover",
    by: "staff",
    body: { to: ANNA, place: "assignee", situation: "Three people.", next: "", rules_read: true },
  });
  const meta = { assignee: "ben", cover: "carl" };
  const asked = proposal({ act: "handover", object: offer.row.id, value: "assignee" });
  show({ items: [offer], meta: { ...meta, proposals: [asked] } });
  current.readToEnd.value = true;
  const drawn = draw();
  assert.match(drawn, /data-proposal="handover".*Three people.*name="rule"/);
  assert.equal(enabled(drawn, "agree"), false);
});

test("whoever takes a case over reads the word that belongs to a rule", () => {
  const offer = item({
    kind: "handover",
    by: "staff",
    body: { to: ANNA, place: "assignee", situation: "Three people.", next: "", rules_read: true },
  });
  const asked = proposal({ act: "handover", object: offer.row.id, value: "assignee" });
  show({
    items: [offer],
    meta: { assignee: "ben", cover: "carl", proposals: [asked] },
    contact: { c_word: "swallow" },
  });
  current.form.value = { ...form, known: [{ words: "Say this word:", tell: ["c_word"] }] };
  assert.match(draw(), /name="rule"[^>]*>(<[^>]*>)*Say this word: <[^>]*>swallow/);
});

test("keys and exclusions are given under signed names, whatever the server calls whom", () => {
  const swapped = [
    { id: ANNA, name: "anna", member: true },
    { id: BEN, name: "carl", member: true },
    { id: CARL, name: "ben", member: true },
    { id: "d".repeat(32), name: "dora", member: true }, // No version of the list names her.
  ];
  const options = (/** @type {string} */ drawn) =>
    Object.fromEntries(
      [...drawn.matchAll(/value="([a-d]{32})"[^>]*>(?:<b>)?(\w+)/g)].map(([, id, name]) => [
        name,
        id,
      ]),
    );
  show({ meta: { assignee: null, cover: null, people: swapped }, more: { own: false } });
  store.people.value = /** @type {any} */ ({
    names: new Map(PEOPLE.map(({ id, name }) => [id, name])),
  });
  const { ben, carl, dora } = options(draw());
  assert.deepEqual([ben, carl, dora], [BEN, CARL, undefined]);
  show({ meta: { whole: false, assignee: null, cover: null, people: swapped } });
  assert.match(draw(), new RegExp(`value="${CARL}"[^>]*>(<[^>]*>)*carl`));
  assert.doesNotMatch(draw(), /dora/);
});

test("who cannot open the notes is not told that there are none", () => {
  current.tab.value = "notes";
  const notes = (/** @type {any[]} */ items) => {
    show({ items });
    current.tab.value = "notes";
    return draw();
  };
  assert.match(notes([]), /No notes yet/);
  const closed = notes([{ ...item({ kind: "note", by: "staff", frame: null }), kept: true }]);
  assert.match(closed, /stay closed to you/);
  assert.doesNotMatch(closed, /No notes yet/);
});

test("a closed case can be opened again, and says so", () => {
  show({ meta: { status: "closed" } });
  const drawn = draw();
  assert.match(drawn, /class="status[^>]*>Closed/);
  assert.match(drawn, /data-shows="reopen"/);
});

test("before it is decided whom it is kept from nothing but that is shown", () => {
  const contact = { c_avoid: "<b>Ben</b>" };
  show({ contact, meta: { whole: false, assignee: null, cover: null }, more: { report: null } });
  const drawn = draw();
  assert.match(drawn, /data-answer="c_avoid".*&lt;b>Ben&lt;\/b>.*name="member"/);
  assert.doesNotMatch(drawn, /class="thread"|name="reply"|name="cover"|data-shows="acts"/);
  assert.deepEqual(
    ["exclude", "exclude-nobody", "exclude-unsure"].map((act) => enabled(drawn, act)),
    [false, true, true],
  );
});

test("what somebody wrote runs its own way, and says in which letters where the form's are others", () => {
  show({ items: [item({ body: { text: "Mon passeport est chez eux." } })] });
  const drawn = draw();
  assert.match(drawn, /<div class="text" dir="auto"[^>]*>Mon passeport/);
  assert.match(drawn, /form Simplified Chinese, written Latin letters/);
});

test("one unreadable message is one marked line among the others", () => {
  const broken = item({ frame: null, refused: "bad_mac", signer: "" });
  show({ items: [item({ body: { text: "before" } }), broken, item({ body: { text: "after" } })] });
  const drawn = draw();
  assert.equal(drawn.split("data-message=").length - 1, 3);
  assert.match(drawn, /before.*data-refused="bad_mac".*after/);
});

test("hostile words are text: no element, no address, no direction comes of them", () => {
  const hostile = '<img src=x onerror=alert(1)><a href="javascript:x">\u202eab</a>{{7*7}}';
  const written = { text: hostile, words: hostile, reason: hostile };
  show({
    items: [
      item({ body: written }),
      item({ kind: "settled", by: "staff", body: written }),
      item({ kind: "note", by: "staff", body: written }),
    ],
    answers: { story: hostile, kinds: [hostile], [hostile]: hostile },
    contact: { c_mode: hostile, c_avoid: hostile },
  });
  fields.value = { reply: hostile };
  for (const tab of /** @type {const} */ (["messages", "notes", "report"])) {
    current.tab.value = tab;
    const drawn = draw();
    assert.doesNotMatch(drawn, /<img|<a href="javascript/);
    assert.match(drawn, /&lt;img src=x/);
  }
});

test("every act's form is drawn, keeps its button still until it can work, and lets nothing be typed into the browser's memory", () => {
  for (const name of Object.keys(FORMS)) {
    show({ meta: { said: 2, aside: name === "back" } });
    current.sheet.value = name;
    const drawn = draw();
    assert.match(drawn, new RegExp(`data-panel="${name}"`), name);
    assert.equal(enabled(drawn, name), false, name);
    const written = drawn.match(/<(textarea|input type="date"|select)[^>]*>/g) ?? [];
    for (const field of written) {
      assert.match(field, /autocomplete="off"/, field);
      assert.match(field, /spellcheck="false"/, field);
      assert.match(field, /writingsuggestions="false"/, field);
    }
  }
});

test("whoever pauses contact reads beforehand that to go on takes two", () => {
  show({});
  current.sheet.value = "pause";
  assert.match(draw(), /data-panel="pause".*takes two people/);
});

test("locking leaves nothing of an open case", () => {
  show({ items: [item({ body: { text: "words of theirs" } })], answers: { story: "their story" } });
  fields.value = { reply: "words of ours" };
  current.purposes.value = new Map([[CASE, "casework"]]);
  clearKept();
  store.phase.value = "ready";
  address.value = CASE;
  const drawn = draw();
  assert.match(drawn, /data-state="purpose"/);
  for (const gone of ["words of theirs", "their story", "words of ours", "ben"]) {
    assert.ok(!drawn.includes(gone), gone);
  }
});

test("where nobody else is there the holder is offered whom to let in, and once one is in it is said", () => {
  const waiting = proposal({ act: "aside", by: "anna", for_me: false, supervisors: [CARL] });
  show({ meta: { proposals: [waiting] } });
  const offered = draw();
  assert.equal(enabled(offered, "let-in"), true);
  assert.match(offered, /Let carl in to agree/);
  assert.match(offered, /know its keys/);
  show({ meta: { proposals: [{ ...waiting, supervisors: [], granted: "carl" }] } });
  const given = draw();
  assert.equal(enabled(given, "let-in"), null);
  assert.match(given, /Let in<\/dt><dd[^>]*>carl/);
});

test("absence stands beside holders in list and pane, and where somebody is chosen", () => {
  const people = PEOPLE.map((each) => ({
    ...each,
    away_until: each.id === ANNA ? null : "2026-12-04",
  }));
  show({ meta: { people } });
  store.listing.value = { .../** @type {any} */ (store.listing.value), people };
  const drawn = draw();
  assert.match(drawn, /<span class="warn">ben away until Fri 4 Dec<\/span>/);
  current.sheet.value = "hand-over";
  assert.match(draw(), /<option[^>]*>carl away until Fri 4 Dec<\/option>/);
  current.sheet.value = "";
  show({ meta: { people, assignee: null, cover: null }, more: { own: false } });
  assert.match(draw(), /<option[^>]*>ben away until Fri 4 Dec<\/option>/);
});
