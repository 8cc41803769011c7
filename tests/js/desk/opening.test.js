/** Opening a case: nothing of it is asked for on a list that does not hold, nor shown to who has gone on. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeEach, test } from "node:test";
import "../jsx.js";
import * as current from "../../../intake/static/js/desk/state/case/current.js";
import { clearKept } from "../../../intake/static/js/desk/state/kept.js";
import { opened as address } from "../../../intake/static/js/desk/state/route.js";
import * as store from "../../../intake/static/js/desk/state/store.js";
import { Stopped } from "../../../intake/static/js/staff/roster/remembered.js";
import { CASE, form, opened } from "./opened.js";

const { openAgain, openCase } = await import(
  "../../../intake/static/js/desk/state/case/opening.js"
);
const { requirePeople } = await import("../../../intake/static/js/desk/state/entering.js");
const { fetch, document, location } = /** @type {any} */ (globalThis);

const OURS = "age1pq1ours";
const OPENING = `POST /desk/${CASE}/open`;
const PARTS = { headers: { "Content-Type": "multipart/form-data; boundary=b" } };
const META = '--b\r\nContent-Disposition: form-data; name="meta"\r\n\r\n{}\r\n--b--\r\n';

/** What was asked of the server, in its order. @type {string[]} */
let asked = [];
/** What reporters' pages seal to, as the server says. */
let recipient = OURS;
/** What the worker says of the list. @type {any} */
let judged = null;
/** What happens while the worker opens the case. */
let meanwhile = () => {};

const port = /** @type {any} */ ({
  ask: async (/** @type {string} */ name) => {
    if (name === "roster") {
      if (judged instanceof Error) {
        throw judged;
      }
      return judged;
    }
    if (name === "openCase") {
      meanwhile();
      return opened();
    }
    asked.push(name);
    return null;
  },
});

beforeEach(() => {
  [asked, recipient, meanwhile] = [[], OURS, () => {}];
  const newest = { version: 1, recipient: OURS };
  judged = { member: true, state: "compared", newest, pin: null, vault: null, recipients: [] };
  store.phase.value = "ready";
  address.value = CASE;
  Object.assign(globalThis, {
    document: {
      querySelector: () => null,
      documentElement: {},
      body: { dataset: { form: "/f", letters: "/l" } },
    },
    location: { replace: (/** @type {string} */ to) => asked.push(`goes to ${to}`) },
    fetch: async (/** @type {string} */ path, /** @type {any} */ { method = "GET" } = {}) => {
      asked.push(`${method} ${path}`);
      if (path.endsWith("/open")) {
        return new Response(META, PARTS);
      }
      return path.startsWith("/.well")
        ? new Response(recipient)
        : Response.json({ ...form, words: {}, letters: {}, marks: "-", passed: "", parting: "" });
    },
  });
});

afterEach(() => {
  clearKept();
  Object.assign(globalThis, { fetch, document, location });
});

test("the list of people is walked, and the desk compared, before anything of a case is asked for", async () => {
  await openCase(port, CASE, "casework");
  const before = asked.slice(0, asked.indexOf(OPENING));
  assert.deepEqual(before, ["GET /roster", "GET /.well-known/intake/desk", "GET /f", "GET /l"]);
  assert.equal(current.place.value.at, "open");
});

test("on a list that does not hold, or was not compared, or names another desk, none is asked for", async () => {
  const holds = judged;
  const pin = { roster: "x", version: 1 };
  for (const other of [
    new Stopped("fork", { state: "compared", pin }),
    { ...holds, member: false },
    { ...holds, state: "seen" },
    { ...holds, newest: { ...holds.newest, recipient: "age1pq1theirs" } },
  ]) {
    judged = other;
    await openCase(port, CASE, "casework");
    assert.ok(!asked.includes(OPENING), JSON.stringify(other));
    assert.equal(current.open.value, null);
    store.phase.value = "ready";
  }
});

test("where the list may not be trusted any more nothing is opened again, sealed or signed", async () => {
  await openCase(port, CASE, "casework");
  const holds = judged;
  for (const other of [
    { ...holds, member: false },
    { ...holds, state: "seen" },
  ]) {
    [judged, asked] = [other, []];
    await assert.rejects(requirePeople(port));
    await assert.rejects(openAgain(port));
    assert.ok(!asked.includes(OPENING));
  }
});

test("of a case that was left while it was opened nothing is shown, and its keys are dropped", async () => {
  meanwhile = () => {
    address.value = "";
  };
  await openCase(port, CASE, "casework");
  assert.equal(current.open.value, null);
  assert.ok(asked.includes("closeCase"));
});

test("whoever hands keys on, lets somebody in or answers walks the list right before", () => {
  const views = new URL("../../../intake/static/js/desk/views/", import.meta.url);
  const files = readdirSync(views, { recursive: true, encoding: "utf8" });
  const sources = files.filter((name) => name.endsWith(".jsx"));
  const text = sources.map((name) => readFileSync(new URL(name, views), "utf8")).join("\n");
  const doing = /return (?:take|handOver|letIn|reply)\(port/g;
  const walked = /await requirePeople\(port\);.*\n\s*return (?:take|handOver|letIn|reply)\(port/g;
  assert.equal(text.match(doing)?.length, 4);
  assert.equal(text.match(walked)?.length, 4);
  assert.doesNotMatch(text, /(?<!return )\b(?:take|handOver|letIn|reply)\(port/);
});
