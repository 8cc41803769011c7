/** When what is being written is sealed and kept: while somebody types, at the end, and on locking. */
import assert from "node:assert/strict";
import { after, afterEach, beforeEach, mock, test } from "node:test";
import "../jsx.js";
import { WorkerFailed } from "../../../intake/static/js/desk/keys/port.js";
import { clearKept } from "../../../intake/static/js/desk/state/kept.js";

const { document, fetch, location, addEventListener, BroadcastChannel, sessionStorage } =
  /** @type {any} */ (globalThis);
/** No channel of Node's, which would keep the process up. */
class Channel {
  addEventListener() {}
  postMessage() {}
}
Object.assign(globalThis, { BroadcastChannel: Channel });
const drafts = await import("../../../intake/static/js/desk/state/case/drafts.js");
const lock = await import("../../../intake/static/js/desk/state/lock.js");
const idle = await import("../../../intake/static/js/staff/session/idle.js");
const CASE = "c".repeat(32);
const SECOND = 1_000;

/** What happened, in its order. @type {string[]} */
let told = [];
/** @type {Record<string, (event: any) => void>} */
let hears = {};
/** Whether the server answers. */
let answers = true;
/** @type {Error | null} why nothing can be sealed */
let unsealable = null;

/** @type {any} */
const port = {
  ask: async (/** @type {string} */ name, /** @type {any} */ { draft }) => {
    told.push(`${name} ${draft?.reply ?? ""}`);
    if (unsealable) {
      throw unsealable;
    }
    return new Uint8Array(9);
  },
  close: () => told.push("keys gone"),
};

beforeEach(async () => {
  [told, hears, answers, unsealable] = [[], {}, true, null];
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  const listen = (/** @type {string} */ name, /** @type {any} */ hear) => {
    hears[name] = hear;
  };
  Object.assign(globalThis, {
    addEventListener: listen,
    document: {
      addEventListener: listen,
      querySelector: () => null,
      body: {},
    },
    location: { replace: (/** @type {string} */ to) => told.push(`goes to ${to}`) },
    sessionStorage: { clear: () => {}, setItem: () => {}, getItem: () => null },
    fetch: async (/** @type {string} */ path, /** @type {any} */ { method, keepalive }) => {
      told.push(`${method} ${path.split("/").at(-1)}${keepalive ? " as it goes" : ""}`);
      if (!answers) {
        throw new TypeError("no answer");
      }
      return { ok: true, status: 204 };
    },
  });
  await drafts.restoreDraft(port, CASE, undefined);
  drafts.watchLeavingDraft(port);
});

afterEach(async () => {
  [answers, unsealable] = [true, null];
  await pass(9 * SECOND); // No clock of one test runs in the next.
  await pass(9 * SECOND);
  mock.timers.reset();
  clearKept();
  await drafts.forgetDraft(port);
  Object.assign(globalThis, { document, fetch, location, addEventListener, sessionStorage });
});

/** Let everything that waits for nothing happen. */
async function settle() {
  for (let turn = 0; turn < 40; turn += 1) {
    await Promise.resolve();
  }
}

/** @param {number} milliseconds */
async function pass(milliseconds) {
  mock.timers.tick(milliseconds);
  await settle();
}

after(() => Object.assign(globalThis, { BroadcastChannel }));

test("while somebody goes on typing it is kept every second, and once at the end", async () => {
  for (let press = 1; press <= 25; press += 1) {
    drafts.type(port, "reply", "x".repeat(press));
    await pass(100);
  }
  await pass(5 * SECOND);
  const lengths = told
    .filter((each) => each.startsWith("sealDraft"))
    .map((each) => each.split(" ")[1]?.length);
  assert.deepEqual(lengths, [10, 20, 25]);
});

test("what is typed while the server does not answer is sealed once, not once a second", async () => {
  /** @type {(value: any) => void} */
  let answer = () => {};
  const waits = new Promise((resolve) => {
    answer = resolve;
  });
  const quick = globalThis.fetch;
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {any[]} */ ...given) => {
      await waits;
      return /** @type {any} */ (quick)(...given);
    }
  );
  for (let press = 1; press <= 80; press += 1) {
    drafts.type(port, "reply", "x".repeat(press));
    await pass(100);
  }
  assert.equal(told.length, 1);
  answer(null);
  await settle();
  await pass(SECOND);
  assert.equal(
    told.filter((each) => each.startsWith("sealDraft")).at(-1),
    `sealDraft ${"x".repeat(80)}`,
  );
  assert.equal(told.filter((each) => each.startsWith("sealDraft")).length, 2);
});

test("locking seals and keeps the last word before the keys go and the session ends", async () => {
  const root = /** @type {any} */ ({ textContent: "" });
  lock.watchLock(port, root, drafts.keepTyped);
  drafts.type(port, "reply", "the last word");
  const left = idle.lockAll("asked");
  assert.deepEqual(drafts.fields.value, {}, "the page shows nothing of it any more");
  await settle();
  await left;
  assert.deepEqual(told, [
    "sealDraft the last word",
    "PUT draft",
    "keys gone",
    "POST sign-out",
    "goes to /sign-in",
  ]);
});

test("whoever leaves a case leaves no word: the last one is kept, and the page shows none", async () => {
  drafts.type(port, "reply", "half");
  const left = drafts.forgetDraft(port);
  assert.deepEqual(drafts.fields.value, {});
  await left;
  assert.deepEqual(told, ["sealDraft half", "PUT draft"]);
});

test("a page that goes sends what is sealed, and asks where something is not", async () => {
  drafts.type(port, "reply", "half");
  let asked = 0;
  hears.beforeunload?.({ preventDefault: () => (asked += 1) });
  answers = false;
  await settle();
  hears.pagehide?.({});
  await settle();
  assert.equal(asked, 1);
  assert.equal(told.at(-1), "PUT draft as it goes");
});

test("a page that is hidden keeps what was typed at once", async () => {
  drafts.type(port, "reply", "half");
  hears.visibilitychange?.({});
  await settle();
  assert.deepEqual(told, ["sealDraft half", "PUT draft"]);
});

test("nothing is said to be kept that is not, and it is tried again", async () => {
  answers = false;
  drafts.type(port, "reply", "half");
  assert.equal(drafts.keeping.value.how, "typing");
  await pass(SECOND);
  assert.equal(drafts.keeping.value.how, "failed");
  answers = true;
  await pass(5 * SECOND);
  assert.equal(drafts.keeping.value.how, "kept");
  unsealable = new WorkerFailed("too_long");
  drafts.type(port, "reply", "more");
  await pass(SECOND);
  assert.equal(drafts.keeping.value.how, "too_long");
  let asked = 0;
  hears.beforeunload?.({ preventDefault: () => (asked += 1) });
  assert.equal(asked, 1, "who leaves a page that could not keep it is asked");
});
