/** Acts of the staff in the browser: tests/crypto/test_acts.py says the same in Python. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { recipientOf } from "../../intake/static/js/crypto/age/hybrid.js";
import { ACTS, STAFF_KINDS } from "../../intake/static/js/crypto/case/act_bodies.js";
import { differences } from "../../intake/static/js/crypto/case/acts/comparing.js";
import { foldActs } from "../../intake/static/js/crypto/case/acts/folding.js";
import { FrameError, parseFrame } from "../../intake/static/js/crypto/case/frames.js";
import {
  openAsAccount,
  openAsDesk,
  openAsReporter,
} from "../../intake/static/js/crypto/case/reading/trusted.js";
import { newestForStaff, sealAct } from "../../intake/static/js/crypto/case/sealing/acts.js";
import { takeCase } from "../../intake/static/js/crypto/case/sealing/taking.js";
import { BEFORE_TAKING } from "../../intake/static/js/generated/lists.js";
import { newRelease, newStaff } from "./desk.js";
import { vectors } from "./vectors.js";

const good = new Map(
  vectors("frames").flatMap(({ frame }) =>
    frame && ACTS.includes(frame.kind) ? [[frame.kind, frame.body]] : [],
  ),
);

/** Return a report to a desk, with ways to open it: at the desk, as anna who took it, as reporter. */
async function newCase() {
  const staff = await newStaff();
  const { released, box, keys, case: id } = await newRelease(staff);
  const keysOf = staff.walk.staffKeys();
  const own = { desk: staff.desk.id, epoch: 1, deskSeed: staff.desk.seed };
  const { account, keys: anna } = staff.anna.unlocked;
  const file = released.parts.get("key") ?? new Uint8Array();
  const atDesk = () => openAsDesk(file, own, id, keysOf);
  const { keyFile } = await atDesk();
  const to = new Map([[account, recipientOf(anna.identitySeed)]]);
  const taken = (await takeCase(keyFile, account, anna.signingSeed, to)).get(account);
  const asAnna = () =>
    openAsAccount(taken ?? file, { account, identitySeed: anna.identitySeed }, id, keysOf);
  return { id, released, box, keys, account, signingSeed: anna.signingSeed, atDesk, asAnna };
}

const theCase = await newCase(); // For all: each test opens it for itself.

test("every act of the vectors is a kind, and padded lengths and writers are those of a note", () => {
  assert.deepEqual([...good.keys()].sort(), [...ACTS].sort());
  for (const kind of ACTS) {
    assert.deepEqual(STAFF_KINDS[kind].by, ["staff"]);
  }
});

for (const kind of ACTS) {
  test(`in a taken case only who holds the notes reads it: ${kind}`, async () => {
    const { asAnna, atDesk, signingSeed, account } = theCase;
    const sealed = await sealAct(await asAnna(), signingSeed, kind, good.get(kind));
    const reader = await asAnna();
    assert.deepEqual((await reader.read(sealed.row, sealed.file)).body, good.get(kind));
    assert.equal(reader.signers.get(sealed.row.id), account);
    const desk = await atDesk();
    await assert.rejects(desk.read(sealed.row, sealed.file), { reason: "wrong_identity" });
  });

  test(`before the taking it is readable to the desk, or not written: ${kind}`, async () => {
    const { asAnna, atDesk, signingSeed } = theCase;
    const made = sealAct(await atDesk(), signingSeed, kind, good.get(kind));
    if (!BEFORE_TAKING.includes(kind)) {
      await assert.rejects(made, { message: "nobody has taken the case" });
      return;
    }
    const { row, file } = await made;
    for (const open of [atDesk, asAnna]) {
      assert.equal((await (await open()).read(row, file)).kind, kind);
    }
  });
}

test("a reporter knows no act, whatever it is sealed to", async () => {
  const { box, keys, id, atDesk, signingSeed } = theCase;
  const { row, file } = await sealAct(await atDesk(), signingSeed, "level", good.get("level"));
  const trusted = await openAsReporter(box, keys, id);
  await assert.rejects(trusted.read(row, file), { reason: "bad_kind" });
});

test("an act names what was said and the acts that its writer knew", async () => {
  const { asAnna, released, id, signingSeed } = theCase;
  const trusted = await asAnna();
  for (const row of released.meta.objects.filter(({ kind }) => kind !== "summary")) {
    await trusted.read({ ...row, case: id }, released.parts.get(row.id) ?? new Uint8Array());
  }
  const said = trusted.newest();
  const first = await sealAct(trusted, signingSeed, "note", good.get("note"));
  assert.deepEqual((await trusted.read(first.row, first.file)).after, said);
  assert.deepEqual(newestForStaff(trusted), [...said, first.sha256]);
  assert.deepEqual(trusted.newest(), said);
  const standing = foldActs(trusted.written());
  assert.equal(standing.level, "urgent");
  assert.equal(standing.unanswered.length, 1);
});

test("what no reader accepts is not sealed", async () => {
  const { asAnna, signingSeed } = theCase;
  const trusted = await asAnna();
  const level = { ...good.get("level"), to: "panic" };
  await assert.rejects(sealAct(trusted, signingSeed, "level", level), FrameError);
  const message = { day: "2026-11-22", text: "x" };
  await assert.rejects(sealAct(trusted, signingSeed, "message", message), FrameError);
});

test("a page of the reporters takes no act for a frame", () => {
  for (const { frame, text } of vectors("frames")) {
    if (frame && ACTS.includes(frame.kind)) {
      assert.throws(() => parseFrame(new TextEncoder().encode(text)), FrameError, frame.kind);
    }
  }
});

for (const { name, written, expected } of vectors("standing")) {
  test(`the acts come to what the row should say: ${name}`, () => {
    const { waiting, agreements, proposed, grave: _, ...standing } = foldActs(written);
    const described = {
      ...standing,
      waiting: Object.fromEntries([...waiting].map(([kind, { frame }]) => [kind, frame.id])),
      agreements: Object.fromEntries(
        [...agreements].map(([id, agreed]) => [id, Object.fromEntries(agreed)]),
      ),
    };
    assert.deepEqual(described, expected);
    const waited = [...Object.values(expected.waiting), ...Object.keys(expected.agreements)];
    assert.ok(waited.every((id) => proposed.includes(id)));
  });
}

for (const { name, standing, row, differs } of vectors("comparing")) {
  test(`a row differs in what the vectors say: ${name}`, () => {
    assert.deepEqual(differences(standing, row), differs);
  });
}

test("nothing that was read makes the fold fail", () => {
  const bodies = [null, 1, "x", [], {}, { to: {} }, { members: 1 }, { act: null }];
  for (const kind of [...ACTS, "report", "message", "letter", "constructor", "__proto__"]) {
    for (const body of bodies) {
      const frame = /** @type {any} */ ({ kind, body, by: "staff", id: "a", after: ["b"] });
      assert.deepEqual(foldActs([{ hash: "a", frame, signer: "x" }]).broken, []);
    }
  }
});
