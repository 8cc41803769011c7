/**
 * A pin cannot be lost: whatever vault the server hands out, also none, and whichever list with it.
 */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { b64u } from "../../intake/static/js/crypto/encoding.js";
import { NOTHING_SEEN } from "../../intake/static/js/crypto/roster/vault.js";
import { NoDesk, Stopped } from "../../intake/static/js/staff/roster/remembered.js";
import {
  loadRoster,
  NotCompared,
  saveCompared,
} from "../../intake/static/js/staff/roster/roster_state.js";
import { firstMemory, mustWaitForDesk } from "../../intake/static/js/staff/session/enrolment.js";
import { acquaintanceWords, stopText } from "../../intake/static/js/staff/stops.js";
import { chainOf, person, sealed, serve, server, visit } from "./rosters.js";

/** @typedef {import("./rosters.js").Person} Person */

const { document, fetch } = globalThis;
afterEach(() => Object.assign(globalThis, { document, fetch }));

/**
 * Return every vault that the server is ever given for somebody who enrols when the list has
 * `from` versions, looks, compares, and looks again after each change.
 * @param {Person} who
 * @param {Awaited<ReturnType<typeof chainOf>>} chain
 * @param {number} from
 */
async function liveThrough(who, { notes, pins }, from) {
  const vaults = [await sealed(firstMemory(invited(pins[from - 1]), null), who)];
  serve();
  server.vault = vaults[0];
  for (let length = from; length <= notes.length; length++) {
    server.versions = notes.slice(0, length);
    const seen = await loadRoster(who).catch((error) => error);
    vaults.push(server.vault);
    if (seen instanceof NotCompared && length > from) {
      await saveCompared(await seen.walk.pin(), who);
      vaults.push(server.vault);
    }
  }
  return /** @type {string[]} */ ([...new Set(vaults)]);
}

/** @param {import("../../intake/static/js/crypto/roster/vault.js").Pin | null} desk @returns {any} */
function invited(desk) {
  return { role: "caseworker", first: false, desk };
}

const [anna, ben, cara, mallory] = await Promise.all(
  ["anna", "ben", "cara", "mallory"].map(person),
);
const dora = await person("dora");
const honest = await chainOf(anna, ben, cara, dora);
const forged = await chainOf(mallory, ben, cara, dora, anna);

for (const [who, name, from] of /** @type {[Person, string, number][]} */ ([
  [ben, "second", 1],
  [cara, "third", 2],
])) {
  test(`every vault the ${name} member ever had, with a forged list, is a stop`, async () => {
    const vaults = await liveThrough(who, honest, from);
    assert.ok(vaults.length >= 4); // Of enrolment, seen, compared, moved on.
    for (const old of vaults) {
      for (let length = 1; length <= forged.notes.length; length++) {
        Object.assign(server, { vault: old, versions: forged.notes.slice(0, length) });
        const met = await visit(who);
        assert.ok(met instanceof Stopped, `vault ${vaults.indexOf(old)}, ${length} versions`);
        assert.ok(["fork", "step_back"].includes(met.reason), met.reason);
        assert.equal(server.vault, old, "nothing was remembered of it");
      }
      Object.assign(server, { vault: old, versions: [] });
      assert.equal((await visit(who)).reason, "step_back");
    }
  });

  test(`every vault the ${name} member ever had, with the desk's own list, is no stop`, async () => {
    for (const old of await liveThrough(who, honest, from)) {
      Object.assign(server, { vault: old, versions: honest.notes });
      const met = await visit(who);
      assert.ok(met instanceof NotCompared || met.walk, String(met));
      assert.equal((met.memory ?? { pin: true }).pin !== null, true, "never a first contact");
    }
  });
}

test("the first member, who made the list, has nothing to compare", async () => {
  const made = { pin: honest.pins[0] };
  const first = { ...invited(null), first: true };
  const memory = firstMemory(first, made);
  assert.equal(memory.state, "compared");
  server.vault = await sealed(memory, anna);
  server.versions = honest.notes;
  assert.equal((await visit(anna)).walk.newest.version, 4);
  server.versions = forged.notes;
  assert.equal((await visit(anna)).reason, "fork");
});

test("nobody of the desk enrols before there is a list to remember", () => {
  assert.equal(mustWaitForDesk(invited(null)), true);
  assert.equal(mustWaitForDesk(invited(honest.pins[0])), false);
  assert.equal(mustWaitForDesk({ ...invited(null), first: true }), false);
  assert.equal(mustWaitForDesk({ ...invited(null), role: "auditor" }), false);
});

/** What a server could hand out in place of a vault. @type {[string, string, () => Promise<any>][]} */
const WITHHELD = [
  ["no_vault", "null", async () => null],
  ["no_vault", "nothing", async () => undefined],
  ["no_vault", "an empty text", async () => ""],
  ["no_vault", "a number", async () => 7],
  ["no_vault", "an object", async () => ({ state: "none" })],
  ["damaged_vault", "no base64", async () => "%%%%"],
  ["damaged_vault", "no age file", async () => b64u(new Uint8Array(2700))],
  ["damaged_vault", "a cut file", async () => (await ownVault()).slice(0, -4)],
  ["foreign_vault", "another's vault", () => sealed(NOTHING_SEEN, anna)],
];

function ownVault() {
  return sealed({ state: "seen", pin: honest.pins[0] }, ben);
}

for (const [reason, name, make] of WITHHELD) {
  test(`a vault that is withheld is a stop, not a fresh start: ${name}`, async () => {
    for (const versions of [honest.notes, forged.notes, []]) {
      const given = await make();
      Object.assign(server, { vault: given, versions });
      const met = await visit(ben);
      assert.ok(met instanceof Stopped, String(met));
      assert.equal(met.reason, reason);
      assert.deepEqual(server.vault, given, "nothing was remembered");
      assert.match(stopText(reason, met.memory).title, /What your account remembers is not here/);
    }
  });
}

test("a list that is none is a stop too, for whoever remembers one", async () => {
  for (const versions of [["junk"], [""], [honest.notes[0].replace("desk", "desq")]]) {
    Object.assign(server, { vault: await ownVault(), versions });
    assert.equal((await visit(ben)).reason, "bad_roster");
  }
});

test("an account of before, which remembers nothing, is told of a first contact only once", async () => {
  Object.assign(server, { vault: await sealed(NOTHING_SEEN, ben), versions: [] });
  assert.ok((await visit(ben)) instanceof NoDesk);
  server.versions = honest.notes;
  const first = await visit(ben);
  assert.ok(first instanceof NotCompared);
  assert.match(acquaintanceWords(first.memory), /first list of this desk that your account meets/);
  const second = await visit(ben);
  assert.ok(second instanceof NotCompared);
  assert.match(acquaintanceWords(second.memory), /remembers version 4 .* compared .* nobody yet/);
  server.versions = forged.notes;
  assert.equal((await visit(ben)).reason, "fork");
});

test("a stop says that something was compared only where it was", () => {
  const [, pin] = honest.pins;
  assert.match(stopText("fork", { state: "compared", pin }).memory, /^You compared/);
  const seen = stopText("fork", { state: "seen", pin }).memory;
  assert.match(seen, /was shown the list below .* compared its number with nobody yet/);
  for (const words of [seen, stopText("gap", NOTHING_SEEN).memory]) {
    assert.doesNotMatch(words, /[Yy]ou compared|you trusted/);
  }
});
