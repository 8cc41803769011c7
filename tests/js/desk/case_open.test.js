import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRecipient } from "../../../intake/static/js/crypto/age/hybrid.js";
import { accountHolder } from "../../../intake/static/js/crypto/case/keyfiles.js";
import { openAsAccount } from "../../../intake/static/js/crypto/case/reading/trusted.js";
import { sealAct } from "../../../intake/static/js/crypto/case/sealing/acts.js";
import { sealMessage } from "../../../intake/static/js/crypto/case/sealing/messages.js";
import { takeCase } from "../../../intake/static/js/crypto/case/sealing/taking.js";
import { hex } from "../../../intake/static/js/crypto/encoding.js";
import { openCase } from "../../../intake/static/js/desk/keys/case/opening.js";
import { newHeld } from "../../../intake/static/js/desk/keys/memory/held.js";
import { dayOf } from "../../../intake/static/js/desk/model/case/thread.js";
import { findMismatches } from "../../../intake/static/js/desk/model/report/mismatch.js";
import { newPerson, newRelease, newStaff } from "../desk.js";
import { draft } from "../sample.js";

/** A form whose rules say of the sample what it says of itself. @type {any} */
const FORM = {
  questions: { danger_now: { t: "radio" }, kinds: { t: "checkbox" }, story: { t: "textarea" } },
  rules: {
    dates: [],
    rows: [
      { id: "T12", level: "urgent", when: { q: "kinds", has: "documents" } },
      { id: "T22", level: "routine" },
    ],
  },
};
const staff = await newStaff();
const { anna, ben, walk } = staff;

/**
 * @param {any} given
 * @param {any} [who]
 * @returns {Promise<any>} what the page reads, with the key file that stays in the worker
 */
async function open(given, who = anna) {
  const held = Object.assign(newHeld(), { unlocked: structuredClone(who.unlocked), walk });
  const opened = await openCase(held, { case: given.case, released: given.released });
  const trusted = held.cases.get(given.case)?.trusted;
  return { ...opened, trusted, keyFile: trusted?.keyFile };
}

/** @param {any} opened @returns {boolean[]} of each item, whether its words are kept from the reader */
function keptOf({ items }) {
  return items.map((/** @type {any} */ { kept }) => kept);
}

/** @param {any} given @param {string} reason */
function assertShut(given, reason) {
  return assert.rejects(open(given), { reason });
}

/** @param {any} given @param {string} kind */
function idOf(given, kind) {
  return given.released.meta.objects.find((/** @type {any} */ row) => row.kind === kind).id;
}

/**
 * Put a message into what an opening releases.
 * @param {any} given
 * @param {any} sealed
 * @param {string} by
 */
function store(given, { row, file }, by) {
  const { id, kind, epoch } = row;
  given.released.meta.objects.push({ id, kind, epoch, by, received_on: "2026-11-22" });
  given.released.parts.set(id, file);
}

test("a triage member opens a report, its contact and its summary", async () => {
  const opened = await open(await newRelease(staff));
  assert.deepEqual(opened.report.body.answers, draft.answers);
  assert.deepEqual(opened.contact.body.answers, draft.contact);
  assert.equal(opened.summary?.avoid, true);
  assert.equal(opened.summaryRefused, "");
});

/**
 * @param {() => Promise<unknown>} work
 * @returns {Promise<string[]>} what was overwritten meanwhile, in hexadecimal
 */
async function wipedBy(work) {
  const { fill } = Uint8Array.prototype;
  /** @type {string[]} */
  const wiped = [];
  Uint8Array.prototype.fill = function (/** @type {[number]} */ ...given) {
    wiped.push(hex(this));
    return fill.apply(this, given);
  };
  await work().finally(() => {
    Uint8Array.prototype.fill = fill;
  });
  return wiped;
}

test("the desk's seeds are overwritten, also when a case does not open", async () => {
  const [given, other] = [await newRelease(staff), await newRelease(staff)];
  const seed = hex(staff.desk.seed);
  assert.ok((await wipedBy(() => open(given))).includes(seed));
  assert.ok((await wipedBy(() => assertShut({ ...other, case: "0" }, "bad_case"))).includes(seed));
});

test("what was decided since counts for the level, and another row is found", async () => {
  const given = await newRelease(staff);
  const { trusted } = await open(given);
  const level = { day: "2026-11-22", from: "urgent", reason: "danger_grew", to: "emergency" };
  const { signingSeed } = anna.unlocked.keys;
  store(given, await sealAct(trusted, signingSeed, "level", level), "staff");
  const opened = await open(given);
  assert.deepEqual(keptOf(opened), [false]);
  assert.equal(opened.standing.level, "emergency");
  const said = { report: opened.report.body, contactAnswers: {}, summary: null };
  const codes = (/** @type {string} */ rowLevel) =>
    findMismatches(FORM, { ...said, rowLevel, level: opened.standing.level }).map(
      ({ code }) => code,
    );
  assert.deepEqual(codes("emergency"), []);
  assert.deepEqual(codes("urgent"), ["level_differs"]);
});

/** A case that ben took: what opens it for him, and what he signs with. @param {any} given */
async function takenByBen(given) {
  const { keyFile } = await open(given);
  const { account, keys } = ben.unlocked;
  const holders = new Map([[account, parseRecipient(ben.member.recipient)]]);
  const file = (await takeCase(keyFile, account, keys.signingSeed, holders)).get(account);
  const own = { account, identitySeed: keys.identitySeed };
  const trusted = await openAsAccount(file ?? new Uint8Array(), own, given.case, walk.staffKeys());
  return { trusted, file, holder: accountHolder(account), signingSeed: keys.signingSeed };
}

test("to a holder a note that does not open is a marked line, and not one that is kept from them", async () => {
  const given = await newRelease(staff);
  const [other, own] = [await takenByBen(given), await takenByBen(given)]; // Two notes' keys.
  const note = { day: "2026-11-22", text: "Call the lawyer." };
  store(given, await sealAct(other.trusted, other.signingSeed, "note", note), "staff");
  given.released.meta.holder = own.holder;
  given.released.parts.set("key", /** @type {Uint8Array} */ (own.file));
  const [read] = (await open(given, ben)).items;
  assert.deepEqual([read.refused, read.kept], ["wrong_identity", false]);
});

test("what holders write to each other is kept from the desk's key, and no finding", async () => {
  const given = await newRelease(staff);
  const { trusted, signingSeed } = await takenByBen(given);
  const note = { day: "2026-11-22", text: "Call the lawyer." };
  store(given, await sealAct(trusted, signingSeed, "note", note), "staff");
  const opened = await open(given);
  assert.deepEqual(keptOf(opened), [true]);
});

test("another case in its place stays shut", async () => {
  const [asked, other] = [await newRelease(staff), await newRelease(staff)];
  await assertShut({ ...other, case: asked.case }, "bad_case");
});

test("another report in a case stays shut, whoever sealed it", async () => {
  const [given, other] = [await newRelease(staff), await newRelease(staff)];
  given.released.parts.set(idOf(given, "report"), part(other, "report"));
  await assertShut(given, "wrong_identity");
});

/** @param {any} given @param {string} kind */
function part(given, kind) {
  return given.released.parts.get(idOf(given, kind));
}

test("a report that is held back, damaged or there twice stays shut", async () => {
  const held = await newRelease(staff);
  held.released.parts.delete(idOf(held, "report"));
  await assertShut(held, "missing_object");
  const damaged = await newRelease(staff);
  part(damaged, "report")[1700] ^= 1;
  await assertShut(damaged, "not_age");
  const twice = await newRelease(staff);
  twice.released.meta.objects.push({ ...twice.released.meta.objects[1] });
  await assertShut(twice, "repeated");
});

test("a key file in the name of somebody outside the roster opens nothing", async () => {
  const given = await newRelease(staff);
  const { keyFile } = await open(given);
  const mallory = await newPerson("mallory");
  const holders = new Map([[anna.member.account, parseRecipient(anna.member.recipient)]]);
  const { account, keys } = mallory.unlocked;
  const forged = await takeCase(keyFile, account, keys.signingSeed, holders);
  given.released.parts.set("key", forged.get(anna.member.account) ?? new Uint8Array());
  given.released.meta.holder = accountHolder(anna.member.account);
  await assertShut(given, "bad_signature");
});

test("a case that ben took opens for ben and no longer for anna's own key", async () => {
  const given = await newRelease(staff);
  const { keyFile } = await open(given);
  const holders = new Map([[ben.member.account, parseRecipient(ben.member.recipient)]]);
  const { account, keys } = ben.unlocked;
  const files = await takeCase(keyFile, account, keys.signingSeed, holders);
  given.released.parts.set("key", files.get(ben.member.account) ?? new Uint8Array());
  given.released.meta.holder = accountHolder(ben.member.account);
  const opened = await open(given, ben);
  assert.deepEqual(opened.report.body.answers, draft.answers);
  assert.equal(opened.summary, null);
  await assertShut(given, "bad_holder");
});

test("a forged summary is said to be one, and the case opens all the same", async () => {
  const [given, other] = [await newRelease(staff), await newRelease(staff)];
  given.released.parts.set(idOf(given, "summary"), part(other, "summary"));
  const opened = await open(given);
  assert.equal(opened.summary, null);
  assert.equal(opened.summaryRefused, "bad_mac");
});

test("one bad message does not shut a case", async () => {
  const given = await newRelease(staff);
  const { keyFile } = await open(given);
  const written = { by: "staff", text: "hello", day: "2026-11-20" };
  const own = await sealMessage(keyFile, ben.unlocked.keys.signingSeed, written);
  const stranger = (await newPerson("mallory")).unlocked.keys.signingSeed;
  store(given, own, "staff");
  store(given, await sealMessage(keyFile, stranger, written), "staff");
  const { items } = await open(given);
  assert.deepEqual(
    items.map((/** @type {any} */ { signer, refused }) => [signer, refused]),
    [
      [ben.member.account, ""],
      ["", "bad_signature"],
    ],
  );
  assert.deepEqual(items.map(dayOf), ["2026-11-20", "2026-11-22"]); // Sealed; then the server's.
});

test("who took a case believes members who sign what staff wrote, and nobody else", async () => {
  const given = await newRelease(staff);
  const { keyFile } = await open(given);
  const holders = new Map([[ben.member.account, parseRecipient(ben.member.recipient)]]);
  const { account, keys } = ben.unlocked;
  const files = await takeCase(keyFile, account, keys.signingSeed, holders);
  given.released.parts.set("key", files.get(account) ?? new Uint8Array());
  given.released.meta.holder = accountHolder(account);
  const written = { by: "staff", text: "hello", day: "2026-11-20" };
  const stranger = (await newPerson("mallory")).unlocked.keys.signingSeed;
  for (const seed of [anna.unlocked.keys.signingSeed, stranger]) {
    store(given, await sealMessage(keyFile, seed, written), "staff");
  }
  const { items } = await open(given, ben);
  assert.deepEqual(
    items.map((/** @type {any} */ { signer, refused }) => [signer, refused]),
    [
      [anna.member.account, ""],
      ["", "bad_signature"],
    ],
  );
});

test("a message whose forerunner is held back is marked", async () => {
  const given = await newRelease(staff);
  const { keyFile } = await open(given);
  const by = { by: "reporter", day: "2026-11-22" };
  const first = await sealMessage(keyFile, given.keys.authorSeed, { ...by, text: "one" });
  const after = [first.sha256];
  const second = await sealMessage(keyFile, given.keys.authorSeed, { ...by, text: "two", after });
  store(given, second, "reporter");
  assert.equal((await open(given)).items[0].missing, true);
  store(given, first, "reporter");
  given.released.meta.objects.reverse();
  const { items } = await open(given);
  assert.deepEqual(
    items.map((/** @type {any} */ { missing }) => missing),
    [false, false],
  );
});
