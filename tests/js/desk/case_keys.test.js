/** An open case in the worker: read, written, granted, kept as a draft; its keys never leave. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Untrusted } from "../../../intake/static/js/crypto/case/objects.js";
import { openAsAccount } from "../../../intake/static/js/crypto/case/reading/trusted.js";
import { openDraft, sealDraft } from "../../../intake/static/js/desk/keys/case/drafts.js";
import { grantDesk, grantKeys } from "../../../intake/static/js/desk/keys/case/granting.js";
import {
  closeCase,
  openCase,
  readWritten,
} from "../../../intake/static/js/desk/keys/case/opening.js";
import { sealAct, sealReply } from "../../../intake/static/js/desk/keys/case/sealing.js";
import { newHeld } from "../../../intake/static/js/desk/keys/memory/held.js";
import { newRelease, newStaff } from "../desk.js";

const DAY = "2026-11-22";
const staff = await newStaff();
const { anna, ben, walk } = staff;
const recipients = staff.walk.staffKeys();

/** @param {typeof anna} person */
function worker({ unlocked }) {
  return Object.assign(newHeld(), { unlocked: structuredClone(unlocked), walk });
}

/** @param {any} sealed */
const asRow = ({ row }) => ({ ...row, received_on: DAY });

/** Open a new case at the desk, and take it with ben; what anna is given from then on. */
async function taken() {
  const { case: caseId, released } = await newRelease(staff);
  const held = worker(anna);
  await openCase(held, { case: caseId, released });
  const to = [anna.member.account, ben.member.account];
  const [own, cover] = await grantKeys(held, { case: caseId, to });
  const holder = `account:${anna.member.account}`;
  const meta = { ...released.meta, holder, desk: staff.desk.id };
  const parts = new Map([...released.parts, ["key", own]]);
  return { held, caseId, cover, released: { meta, parts }, atDesk: released };
}

test("a case opens with what verified; one bad object is one marked line", async () => {
  const { case: caseId, released } = await newRelease(staff);
  const other = await newRelease(staff);
  const held = worker(anna);
  await openCase(held, { case: other.case, released: other.released });
  const { row, file } = await sealReply(held, { case: other.case, text: "of another", day: DAY });
  released.meta.objects.push(asRow({ row }));
  released.parts.set(row.id, file);
  const opened = await openCase(held, { case: caseId, released });
  assert.equal(opened.report?.kind, "report");
  assert.deepEqual(
    opened.items.map(({ frame, refused }) => [frame, refused]),
    [[null, "wrong_identity"]],
  );
  released.parts.delete(released.meta.objects[1].id);
  await assert.rejects(openCase(held, { case: caseId, released }), Untrusted);
  assert.ok(!held.cases.has(caseId));
});

test("before it is decided whom it is kept from the contact file alone is read", async () => {
  const { case: caseId, released } = await newRelease(staff);
  const [, report] = released.meta.objects;
  const meta = {
    ...released.meta,
    whole: false,
    objects: released.meta.objects.filter(({ kind }) => kind === "contact"),
  };
  released.parts.delete(report.id);
  const opened = await openCase(worker(anna), { case: caseId, released: { ...released, meta } });
  assert.equal(opened.report, null);
  assert.deepEqual(opened.contact.body.answers, { c_mode: "here", c_avoid: "Zhang" });
});

test("keys are made for whom the signed list names, and for nobody else", async () => {
  const { held, caseId, cover } = await taken();
  const { account, keys } = ben.unlocked;
  const own = { account, identitySeed: keys.identitySeed };
  const opened = await openAsAccount(cover, own, caseId, recipients);
  assert.equal(opened.keyFile.notes.size, 1);
  await assert.rejects(grantKeys(held, { case: caseId, to: ["f".repeat(32)] }));
});

test("an act is read again as everybody will, and counts; a desk reader sees that it is there", async () => {
  const { held, caseId, released, atDesk } = await taken();
  const opened = await openCase(held, { case: caseId, released });
  assert.ok(opened.own && opened.notes);
  const body = { day: DAY, from: "urgent", to: "emergency", reason: "danger_grew" };
  const sealed = await sealAct(held, { case: caseId, kind: "level", body });
  const given = { case: caseId, row: asRow(sealed), file: sealed.file };
  const written = await readWritten(held, given);
  assert.equal(written.standing.level, "emergency");
  assert.equal((await readWritten(held, given)).items.length, 1);
  atDesk.meta.objects.push(asRow(sealed));
  atDesk.parts.set(sealed.row.id, sealed.file);
  const desk = await openCase(worker(anna), { case: caseId, released: atDesk });
  assert.deepEqual(
    desk.items.map(({ kept, refused }) => [kept, refused]),
    [[true, ""]],
  );
});

test("an answer is what the reporter reads, and comes after what was read", async () => {
  const { held, caseId, released } = await taken();
  await openCase(held, { case: caseId, released });
  const sealed = await sealReply(held, { case: caseId, text: "an answer", day: DAY });
  const { items } = await readWritten(held, {
    case: caseId,
    row: asRow(sealed),
    file: sealed.file,
  });
  assert.equal(items[0].frame?.body.text, "an answer");
  assert.equal(items[0].frame?.after.length, 2);
  assert.equal(items[0].signer, anna.member.account);
});

test("a key file for the desk opens the case for its triage again", async () => {
  const { held, caseId, released, atDesk } = await taken();
  await openCase(held, { case: caseId, released });
  const parts = new Map([...atDesk.parts, ["key", await grantDesk(held, { case: caseId })]]);
  const opened = await openCase(worker(anna), { case: caseId, released: { ...atDesk, parts } });
  assert.ok(!opened.own && opened.report);
});

test("a draft comes back to who wrote it and in the case it was written in, and nowhere else", async () => {
  const [held, caseId] = [worker(anna), "a".repeat(32)];
  const draft = { reply: "（演示）请不要一个人去。", note: "I think" };
  const file = await sealDraft(held, { case: caseId, draft });
  assert.deepEqual(await openDraft(held, { case: caseId, file }), draft);
  assert.equal(await openDraft(held, { case: "b".repeat(32), file }), null);
  assert.equal(await openDraft(worker(ben), { case: caseId, file }), null);
  const longer = await sealDraft(held, { case: caseId, draft: { reply: "x".repeat(3000) } });
  assert.equal(longer.length, file.length);
});

test("what is left is overwritten: nothing can be written in it any more", async () => {
  const { held, caseId, released } = await taken();
  await openCase(held, { case: caseId, released });
  const { keyFile } = held.cases.get(caseId)?.trusted ?? { keyFile: null };
  closeCase(held, { case: caseId });
  assert.equal(keyFile?.epochs.size, 0);
  await assert.rejects(async () => sealReply(held, { case: caseId, text: "x", day: DAY }));
});
