import assert from "node:assert/strict";
import { test } from "node:test";
import { showBox } from "../../intake/static/js/public/box/view.js";
import { emptyPage } from "./page.js";

const NOBODY = "nobody can open this";
const META = {
  active_on: "2026-11-22",
  promise: "",
  reads: "",
  steps: [],
  openings: [],
  server_saw: false,
};
const WORDS = {
  words: { no_readers: NOBODY, nobody: "", you: "You", us: "Answer", new: "New" },
  status: {},
  purposes: {},
  roles: {},
  questions: {},
  incident: { version: 1, one_of: [], questions: {}, rules: { rows: [], dates: [] } },
  other: { q: "", has: [], words: {}, questions: {} },
};

/**
 * @param {object} meta what is otherwise than in META
 * @param {object} [opened]
 * @returns {(selector: string) => any} finds a part of the opened box
 */
function show(meta, opened = {}) {
  const root = emptyPage();
  const whole = { meta: { ...META, ...meta }, answers: {}, messages: [], ...opened };
  showBox(/** @type {any} */ (whole), /** @type {any} */ (WORDS));
  return (selector) => root.all().flatMap((each) => each.found.get(selector) ?? [])[0];
}

/** @param {boolean} readers */
function shown(readers) {
  const root = emptyPage();
  const meta = { ...META, readers };
  showBox(/** @type {any} */ ({ meta, answers: {}, messages: [] }), /** @type {any} */ (WORDS));
  const [field] = root.all().flatMap((each) => each.found.get("[data-write]") ?? []);
  return { says: root.textContent.includes(NOBODY), takes: !field.hidden };
}

test("a box that nobody is left to open says so and takes nothing more", () => {
  assert.deepEqual(shown(false), { says: true, takes: false });
  assert.deepEqual(shown(true), { says: false, takes: true });
});

test("a box says whether the server could read along when it was sent", () => {
  for (const saw of [true, false]) {
    assert.equal(show({ server_saw: saw })("[data-saw]").hidden, !saw);
  }
});

test("who asked for no answer is promised none when they come back", () => {
  const promises = { promise: "We answer by Monday.", reads: "Somebody reads it by Monday." };
  const said = (/** @type {object} */ answers) =>
    show(promises, { answers })("[data-promise]").textContent;
  assert.equal(said({ c_mode: "none" }), promises.reads);
  assert.equal(said({ c_mode: "here" }), promises.promise);
  assert.equal(said({}), promises.promise);
});

test("the newest message stands first, and what came after the reporter's last word is marked", () => {
  const messages = ["staff", "reporter", "staff", "staff"].map((by, at) => ({
    by,
    day: "2026-11-22",
    text: `${at}`,
  }));
  const thread = show({}, { messages })("[data-thread]");
  const articles = thread.children.filter(
    (/** @type {any} */ each) => "data-message" in each.attributes,
  );
  const marked = articles.map((/** @type {any} */ each) => [
    each.children.at(-1).textContent,
    each.children.some((/** @type {any} */ child) => "data-new" in child.attributes),
  ]);
  assert.deepEqual(marked, [
    ["3", true],
    ["2", true],
    ["1", false],
    ["0", false],
  ]);
});

test("every opened text runs its own way and is no translator's, an answer as a message", () => {
  const loaded = { ...WORDS, questions: { place: ["Where?", {}, 0] } };
  const root = emptyPage();
  const message = { by: "reporter", day: "2026-11-22", text: "a text", happened: { place: "x" } };
  const whole = { meta: META, answers: { place: "a place" }, messages: [message] };
  showBox(/** @type {any} */ (whole), /** @type {any} */ (loaded));
  const texts = root
    .all()
    .filter(({ attributes }) => "data-text" in attributes || "data-answer" in attributes);
  assert.deepEqual(texts.map(({ textContent }) => textContent).sort(), ["a place", "a text", "x"]);
  for (const { attributes } of texts) {
    assert.deepEqual([attributes.dir, attributes.translate], ["auto", "no"]);
  }
});
