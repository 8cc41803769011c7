/** What this page alone knows of a case: kept with its card, back after a reload. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import "../jsx.js";
import { clearKept } from "../../../intake/static/js/desk/state/kept.js";
import * as store from "../../../intake/static/js/desk/state/store.js";
import { answering, row, summary } from "./listed.js";
import { form, opened } from "./opened.js";

const CASE = "0".repeat(32);
const LOADING = "../../../intake/static/js/desk/state/list/loading.js";
const { keepOpened } = await import("../../../intake/static/js/desk/state/list/remembering.js");
const { fetch, document } = globalThis;

afterEach(() => {
  clearKept();
  Object.assign(globalThis, { fetch, document });
});

/** A server that lists one case, and keeps the cards of its month as it gets them. */
function serve() {
  const served = { row: row(), cards: /** @type {any} */ ({}), puts: 0 };
  const answer = (/** @type {string} */ path, /** @type {any} */ options) => {
    if (path.startsWith("/desk/rows")) {
      const rows = [served.row];
      return {
        counts: {},
        rows,
        next: null,
        desk: null,
        answering,
        tags: {},
        words: {},
        people: [],
      };
    }
    if (options?.method === "PUT") {
      served.puts += 1;
      served.cards = { "2026-11": JSON.parse(options.body).cards };
      return {};
    }
    return { cards: served.cards };
  };
  const found = { querySelector: () => null, documentElement: {} };
  Object.assign(globalThis, {
    document: found,
    fetch: async (/** @type {string} */ path, /** @type {any} */ options) =>
      Response.json(answer(path, options)),
  });
  return served;
}

/** A worker whose sealing is JSON. */
const port = /** @type {any} */ ({
  ask: async (/** @type {string} */ name, /** @type {any} */ { rows, file }) =>
    name === "sealCards"
      ? new TextEncoder().encode(JSON.stringify(rows))
      : JSON.parse(new TextDecoder().decode(file)),
});

/** @param {string} again names the load: each has a page of its own */
async function load(again) {
  clearKept();
  store.who.value = { account: "a".repeat(32), username: "anna", role: "caseworker" };
  const page = await import(`${LOADING}?${again}`);
  await page.loadRows();
  await page.openRest(port);
  return page;
}

test("a time of this page comes back after a reload while the same thing waits, and no longer", async () => {
  const served = serve();
  const known = JSON.stringify([[CASE, "x", summary().body]]);
  const card = Buffer.from(known).toString("base64url");
  const today = new Date().toISOString().slice(0, 10);
  served.row = row({ waiting_on: null });
  served.cards = { "2026-11": card };
  const page = await load("first");
  assert.equal(store.seenHere.value.size, 0);
  served.row = row({ waiting_on: today, unread: true });
  await page.loadRows();
  const seen = store.seenHere.value.get(CASE);
  assert.ok(seen);
  await page.openRest(port);
  await load("again");
  assert.equal(store.seenHere.value.get(CASE), seen);
  const later = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  served.row = row({ waiting_on: later, unread: true });
  await load("tomorrow");
  assert.equal(store.seenHere.value.get(CASE), undefined); // Something else waits.
  served.row = row({ waiting_on: today, unread: true });
  const last = await load("answering");
  served.row = row({ waiting_on: null });
  await last.loadRows();
  await last.openRest(port);
  served.row = row({ waiting_on: today, unread: true });
  await load("after");
  assert.equal(store.seenHere.value.get(CASE), undefined); // It was answered in between.
});

test("a remembered summary counts for the file that is listed, and for no other", async () => {
  const served = serve();
  served.row = row({ waiting_on: null });
  const card = (/** @type {string} */ hash) =>
    Buffer.from(JSON.stringify([[CASE, hash, summary().body]])).toString("base64url");
  served.cards = { "2026-11": card("x") };
  await load("same");
  assert.deepEqual(store.summaries.value.get(CASE)?.body, summary().body);
  served.cards = { "2026-11": card("another file") };
  await load("other");
  assert.equal(store.summaries.value.get(CASE)?.body, undefined);
});

/** @param {any} given @param {any} contact */
async function openedBy(given, contact) {
  const served = serve();
  served.row = row({ received_on: "2026-11-20", ...given });
  await load(`before ${JSON.stringify([given, contact])}`);
  const found = opened({ contact, answers: { kinds: ["documents"] }, more: { case: CASE } });
  await keepOpened(port, { ...found, hashes: { report: "x", contact: "y" } }, form);
  await keepOpened(port, { ...found, hashes: { report: "x", contact: "y" } }, form);
  await load(`after ${JSON.stringify([given, contact])}`);
  return { served, body: store.summaries.value.get(CASE)?.body };
}

test("what an opening told of a case comes back: no answer wanted, and to who has no desk key its line", async () => {
  const holder = { summary: null, assignee: "anna", cover: "ben" };
  const told = await openedBy(holder, { c_mode: "here" });
  assert.deepEqual(told.body.kinds, ["documents"]);
  const silent = await openedBy({ ...holder, cover: "carl" }, { c_mode: "none" });
  assert.equal(silent.body.no_answer, true);
  assert.equal(silent.served.puts, 1); // What is known already is not kept again.
  assert.match(store.items.value[0].why.words, /answer nobody/);
});
