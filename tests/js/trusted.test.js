/** The one door to a case refuses every tampering, as tests/crypto/test_trusted.py says in Python. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { recipientOf } from "../../intake/static/js/crypto/age/hybrid.js";
import { accountHolder, makeKeyFile } from "../../intake/static/js/crypto/case/keyfiles.js";
import * as door from "../../intake/static/js/crypto/case/reading/trusted.js";
import { b64u } from "../../intake/static/js/crypto/encoding.js";
import { newRelease, newStaff } from "./desk.js";
import { sealedFile, unhex, vectors } from "./vectors.js";

const { openAsAccount, openAsDesk, openAsReporter } = door;
const files = vectors("keys", "key_file");
const byName = Object.fromEntries(files.map((vector) => [vector.name, vector]));
const ALICE = byName.taken.for.slice("account:".length);
const STAFF = new Map([[ALICE, unhex(byName.taken.verification_key)]]);

/** @param {any} vector @param {Map<string, Uint8Array>} [staff] */
function open(vector, staff = STAFF) {
  const [file, seed] = [sealedFile(vector.file), unhex(vector.seed)];
  const [kind, id, epoch] = vector.for.split(":");
  if (kind === "desk") {
    const own = { desk: id, epoch: Number(epoch), deskSeed: seed };
    return openAsDesk(file, own, vector.case, staff);
  }
  return kind === "box"
    ? openAsReporter(
        file,
        { reporterSeed: seed, authorSeed: unhex(vector.signing_seed) },
        vector.case,
      )
    : openAsAccount(file, { account: id, identitySeed: seed }, vector.case, staff);
}

test("the door opens every good key file of the vectors and no other", async () => {
  for (const vector of files) {
    const opened = open(vector);
    if (vector.error) {
      await assert.rejects(opened, { reason: vector.error }, vector.name);
    } else {
      assert.equal((await opened).case, vector.case, vector.name);
    }
  }
});

test("a maker who is no member, or signed with another key, is nobody", async () => {
  await assert.rejects(open(byName.taken, new Map()), { reason: "bad_signature" });
  const other = new Map([[ALICE, unhex(byName.desk.verification_key)]]);
  await assert.rejects(open(byName.taken, other), { reason: "bad_signature" });
  const keys = {
    reporterSeed: unhex(byName.box.seed),
    authorSeed: unhex(byName.taken.signing_seed),
  };
  const box = openAsReporter(sealedFile(byName.box.file), keys, byName.box.case);
  await assert.rejects(box, { reason: "bad_signature" }); // Of another receipt.
});

test("another case or holder than the reader's own is refused, whatever the server says", async () => {
  const elsewhere = { ...byName.taken, case: "0".repeat(32) };
  await assert.rejects(open(elsewhere), { reason: "bad_case" });
  const cover = { ...byName.taken, for: accountHolder("0".repeat(32)) };
  await assert.rejects(open(cover), { reason: "bad_holder" });
  const later = { ...byName.desk, for: byName.desk.for.replace(/:1$/, ":2") };
  await assert.rejects(open(later), { reason: "bad_holder" });
});

test("a member who names another report than the first has it refused", async () => {
  const staff = await newStaff();
  const { case: id, released } = await newRelease(staff);
  const { meta, parts } = released;
  const keys = staff.walk.staffKeys();
  const own = { desk: staff.desk.id, epoch: 1, deskSeed: staff.desk.seed };
  const key = parts.get("key") ?? new Uint8Array();
  const { keyFile } = await openAsDesk(key, own, id, keys);
  const { account, keys: ben } = staff.ben.unlocked;
  const wrong = { ...keyFile, report: b64u(new Uint8Array(32)), by: accountHolder(account) };
  const mine = { ...wrong, holder: accountHolder(account) };
  const forged = await makeKeyFile(mine, ben.signingSeed, recipientOf(ben.identitySeed));
  const opened = await openAsAccount(forged, { account, identitySeed: ben.identitySeed }, id, keys);
  const [, report] = meta.objects;
  const file = parts.get(report.id) ?? new Uint8Array();
  await assert.rejects(opened.read({ ...report, case: id }, file), { reason: "bad_hash" });
});

test("a case is never made of parts that were not verified: nothing but the door is exported", () => {
  assert.deepEqual(Object.keys(door).sort(), ["openAsAccount", "openAsDesk", "openAsReporter"]);
});

test("nobody who holds a case reaches what its reader trusts", async () => {
  const trusted = await open(byName.desk);
  const names = [
    "case",
    "close",
    "keyFile",
    "missingParents",
    "newest",
    "read",
    "signers",
    "written",
  ];
  assert.deepEqual(Object.keys(trusted).sort(), names);
});

test("of a case that was closed no seed is left and nothing more is read", async () => {
  const staff = await newStaff();
  const { case: id, released } = await newRelease(staff);
  const own = { desk: staff.desk.id, epoch: 1, deskSeed: staff.desk.seed };
  const [key, report] = [released.parts.get("key"), released.meta.objects[1]];
  const opened = await openAsDesk(key ?? new Uint8Array(), own, id, staff.walk.staffKeys());
  const seeds = [...opened.keyFile.epochs.values(), ...opened.keyFile.notes.values()];
  const file = released.parts.get(report.id) ?? new Uint8Array();
  opened.close();
  assert.ok(seeds.length && seeds.every((seed) => seed.every((byte) => byte === 0)));
  await assert.rejects(opened.read({ ...report, case: id }, file), { reason: "wrong_identity" });
});
