/** The worker that holds the keys: what it opens, what it answers, and that no key leaves it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileHash, Untrusted } from "../../../intake/static/js/crypto/case/objects.js";
import { b64u, hex } from "../../../intake/static/js/crypto/encoding.js";
import { sealSession } from "../../../intake/static/js/crypto/roster/accounts.js";
import { answer } from "../../../intake/static/js/desk/keys/answering.js";
import { newHeld } from "../../../intake/static/js/desk/keys/memory/held.js";
import { openPort } from "../../../intake/static/js/desk/keys/port.js";
import { WORK } from "../../../intake/static/js/desk/keys/work.js";
import { sealMemory } from "../../../intake/static/js/staff/roster/remembered.js";
import { newRelease, newStaff } from "../desk.js";

const staff = await newStaff();
const { anna, walk } = staff;

/** A worker in this process: what is posted is copied, as between threads. */
function newWorker() {
  const held = newHeld();
  /** @type {((event: any) => void)[]} */
  const hearing = [];
  /** @type {any[]} everything that left the worker */
  const left = [];
  const worker = {
    ended: false,
    postMessage: async (/** @type {any} */ asked) => {
      const data = structuredClone(await answer(held, structuredClone(asked)));
      left.push(data);
      for (const hear of worker.ended ? [] : hearing) {
        hear({ data });
      }
    },
    terminate: () => {
      worker.ended = true;
    },
    addEventListener: (/** @type {string} */ name, /** @type {any} */ hear) =>
      name === "message" && hearing.push(hear),
  };
  return { held, left, worker, port: openPort(() => /** @type {any} */ (worker)) };
}

/** A worker in which anna is unlocked and the list believed. */
async function unlocked() {
  const made = newWorker();
  Object.assign(made.held, { unlocked: structuredClone(anna.unlocked), walk });
  return made;
}

/** @param {any} given @param {any} [changed] */
async function sent(given, changed = {}) {
  const [summary] = given.released.meta.objects;
  const file = given.released.parts.get(summary.id);
  const listed = { ...summary, sha256: await fileHash(file) };
  return { case: given.case, deskEpoch: 1, summary: listed, file, ...changed };
}

test("a session is unlocked with the server's half, and not with another's", async () => {
  const { port, held } = newWorker();
  const [seed, half] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  const { account } = anna.member;
  const stored = await sealSession(account, seed, half);
  const who = { stored, account, username: "anna", role: "caseworker" };
  assert.equal(await port.ask("unlock", { ...who, half: b64u(new Uint8Array(32)) }), null);
  assert.equal(held.unlocked, null);
  assert.equal(await port.ask("unlock", { ...who, half: b64u(half) }), true);
  assert.equal(/** @type {any} */ (held.unlocked)?.username, "anna");
});

test("a list whose number was compared with nobody yet opens no case until it is", async () => {
  const { port, held } = newWorker();
  held.unlocked = structuredClone(anna.unlocked);
  const memory = { state: /** @type {const} */ ("seen"), pin: await walk.pin() };
  const vault = await sealMemory(memory, anna.unlocked.keys.vaultSeed);
  const judged = await port.ask("roster", { versions: staff.notes, vault });
  assert.equal(judged.state, "seen");
  const { case: caseId, released } = await newRelease(staff);
  await assert.rejects(port.ask("openCase", { case: caseId, released }), { code: "not_held" });
  await port.ask("compared", undefined);
  assert.ok(await port.ask("openCase", { case: caseId, released }));
});

test("summaries open with the desk's keys; one that does not keeps its place and its reason", async () => {
  const { port } = await unlocked();
  const [good, other] = [await newRelease(staff), await newRelease(staff)];
  await port.ask("openDesk", { file: staff.deskKey });
  const swapped = await sent(good, { case: other.case });
  const renamed = await sent(other, {
    summary: { ...(await sent(other)).summary, sha256: "other" },
  });
  const old = await sent(other, { deskEpoch: 7 });
  const batch = [await sent(good), swapped, renamed, old];
  const opened = await port.ask("openSummaries", { batch });
  assert.equal(opened[0].body.level, "urgent");
  assert.deepEqual(
    opened.map(({ refused }) => refused),
    ["", "bad_case", "bad_hash", "wrong_identity"],
  );
});

test("a desk key file that is not this member's opens nothing", async () => {
  const { port } = await unlocked();
  const file = staff.deskKey.slice();
  file[1700] ^= 1;
  await assert.rejects(port.ask("openDesk", { file }), Untrusted);
  const { case: caseId, ...rest } = await sent(await newRelease(staff));
  const [summary] = await port.ask("openSummaries", { batch: [{ case: caseId, ...rest }] });
  assert.equal(summary.refused, "wrong_identity");
});

test("cards come back for the month they are of; what the server changed is as good as none", async () => {
  const { port } = await unlocked();
  const hash = b64u(new Uint8Array(32));
  const of = (/** @type {string} */ letter) => [letter.repeat(32), hash, { level: "soon" }];
  const rows = /** @type {any} */ ([
    [...of("a"), 0],
    [...of("b"), 1_795_000_000_000],
  ]);
  const old = await port.ask("sealCards", {
    month: "2026-11",
    rows: /** @type {any} */ ([of("a")]),
  });
  assert.deepEqual(await port.ask("openCards", { month: "2026-11", file: old }), [rows[0]]);
  const file = await port.ask("sealCards", { month: "2026-11", rows });
  assert.deepEqual(await port.ask("openCards", { month: "2026-11", file }), rows);
  assert.deepEqual(await port.ask("openCards", { month: "2026-10", file }), []);
  file[1700] ^= 1;
  assert.deepEqual(await port.ask("openCards", { month: "2026-11", file }), []);
});

test("an open case can be read by the page, and none of its keys", async () => {
  const { port, held, left } = await unlocked();
  const given = await newRelease(staff);
  const opened = await port.ask("openCase", { case: given.case, released: given.released });
  assert.equal(opened.report?.kind, "report");
  const keyFile = held.cases.get(given.case)?.trusted.keyFile;
  const seeds = [
    ...(keyFile?.epochs.values() ?? []),
    ...Object.values(anna.unlocked.keys),
    staff.desk.seed,
  ];
  const texts = JSON.stringify(left, (_, value) =>
    value instanceof Uint8Array ? hex(value) : value,
  );
  for (const seed of seeds) {
    assert.ok(!texts.includes(hex(seed)) && !texts.includes(b64u(seed)));
  }
  await port.ask("closeCase", { case: given.case });
  assert.equal(held.cases.size, 0);
  assert.deepEqual([...(keyFile?.epochs.values() ?? [])], []);
});

test("what is asked too early, or by a name that is not there, is a code and no text", async () => {
  const { port, left } = newWorker();
  await assert.rejects(port.ask("openDesk", { file: staff.deskKey }), { code: "not_held" });
  for (const name of ["constructor", "nothing"]) {
    await assert.rejects(port.ask(/** @type {any} */ (name), /** @type {any} */ ({})), {
      code: "broken",
    });
  }
  assert.ok(left.every(({ failure }) => Object.keys(failure).join() === "code"));
  assert.ok(!Object.keys(WORK).some((name) => /seed|key$/i.test(name)));
});

test("a port that is closed ends the worker, and answers nothing that was asked", async () => {
  const { port, worker, left } = await unlocked();
  let answered = false;
  const note = () => {
    answered = true;
  };
  port.ask("openDesk", { file: staff.deskKey }).then(note, note);
  port.close();
  assert.ok(worker.ended);
  while (!left.length) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  await new Promise((resolve) => setImmediate(resolve));
  assert.ok(!answered);
});
