import assert from "node:assert/strict";
import { test } from "node:test";
import { AgeError } from "../../intake/static/js/crypto/age/header.js";
import { recipientOf } from "../../intake/static/js/crypto/age/hybrid.js";
import { sha256 } from "../../intake/static/js/crypto/bytes.js";
import { FrameError } from "../../intake/static/js/crypto/case/frames.js";
import {
  accountHolder,
  BOX,
  deskHolder,
  openKeyFile,
  verifyKeyFile,
} from "../../intake/static/js/crypto/case/keyfiles.js";
import { fileHash, peekSummary } from "../../intake/static/js/crypto/case/objects.js";
import { newReader } from "../../intake/static/js/crypto/case/reading/reader.js";
import { sealMessage } from "../../intake/static/js/crypto/case/sealing/messages.js";
import { sealReport } from "../../intake/static/js/crypto/case/sealing/sending.js";
import { takeCase } from "../../intake/static/js/crypto/case/sealing/taking.js";
import { b64u, encodeJson } from "../../intake/static/js/crypto/encoding.js";
import { verificationKey } from "../../intake/static/js/crypto/keys.js";
import { PaddingError } from "../../intake/static/js/crypto/padding.js";
import { draft, newDesk, newReporter, sealSample } from "./sample.js";

const PARTS = ["contact", "key_box", "key_desk", "report", "summary"];

/** @param {any} sending @param {string} kind */
function row(sending, kind) {
  return { case: sending.case, id: sending.meta.ids[kind], kind, epoch: 0, by: "reporter" };
}

test("what is sent names its parts, and nothing of what was written stands in clear", async () => {
  const { desk, keys, sending } = await sealSample();
  const meta = /** @type {any} */ (sending.meta);
  assert.deepEqual(Object.keys(sending.parts).sort(), PARTS);
  for (const name of PARTS) {
    assert.equal(meta.sha256[name], await fileHash(sending.parts[name]));
  }
  const { ids, sha256: _hashes, ...plain } = meta;
  assert.deepEqual(plain, {
    case: sending.case,
    desk: desk.id,
    desk_epoch: 1,
    form: 1,
    level: "urgent",
    token: b64u(await sha256(keys.token)),
    v: 1,
  });
  assert.equal(new Set(Object.values(ids)).size, 3);
  assert.ok(encodeJson(meta).length < 1024);
});

test("padded parts have the lengths that everybody's have", async () => {
  const { sending } = await sealSample();
  const lengths = Object.fromEntries(PARTS.map((name) => [name, sending.parts[name].length]));
  const file = (/** @type {number} */ length) => 1627 + 16 + length + 16;
  assert.deepEqual(lengths, {
    contact: file(1024),
    key_box: file(4096),
    key_desk: file(4096),
    report: file(8192),
    summary: file(1024),
  });
});

test("the desk opens a report, and the reporter reads it back", async () => {
  const { desk, keys, sending } = await sealSample();
  const { parts } = sending;
  const holder = deskHolder(desk.id, desk.epoch);
  const keyFile = await openKeyFile(parts.key_desk, desk.seed, sending.case, holder);
  await verifyKeyFile(keyFile, keyFile.author);
  const { epochs: seeds, report, contact } = keyFile;
  const reader = newReader({
    case: sending.case,
    seeds,
    author: keyFile.author,
    staff: null,
    deskSeed: desk.seed,
    pinned: { report, contact },
  });
  const opened = await reader.read(row(sending, "report"), parts.report);
  assert.deepEqual(opened.body.answers, draft.answers);
  const seen = await reader.read(row(sending, "contact"), parts.contact);
  assert.deepEqual(seen.body.answers, draft.contact);
  const summary = await reader.read(row(sending, "summary"), parts.summary);
  assert.deepEqual(summary, await peekSummary(row(sending, "summary"), parts.summary, desk.seed));
  assert.deepEqual(keyFile.reporter, recipientOf(keys.reporterSeed));

  const box = await openKeyFile(parts.key_box, keys.reporterSeed, sending.case, BOX);
  const author = await verificationKey(keys.authorSeed);
  await verifyKeyFile(box, author);
  const own = newReader({ case: sending.case, seeds: box.epochs, staff: null, author });
  assert.deepEqual(await own.read(row(sending, "report"), parts.report), opened);
});

test("an answer travels after the case was taken", async () => {
  const { desk, keys, sending } = await sealSample();
  const holder = deskHolder(desk.id, desk.epoch);
  const keyFile = await openKeyFile(sending.parts.key_desk, desk.seed, sending.case, holder);
  const [alice, account] = [newReporter(), "a1".repeat(16)];
  const [signing, identity] = [alice.authorSeed, alice.reporterSeed];
  const holders = new Map([[account, recipientOf(identity)]]);
  const taken = await takeCase(keyFile, account, signing, holders);
  const file = taken.get(account) ?? new Uint8Array();
  const granted = await openKeyFile(file, identity, sending.case, accountHolder(account));

  const after = [await fileHash(sending.parts.report)];
  const said = { by: "staff", day: "2026-11-22", after };
  const answer = await sealMessage(granted, signing, { ...said, text: "我们收到了。" });

  const box = await openKeyFile(sending.parts.key_box, keys.reporterSeed, sending.case, BOX);
  const { author, epochs: seeds } = box;
  const own = newReader({ case: sending.case, author, seeds, staff: null });
  await own.read(row(sending, "report"), sending.parts.report);
  const read = await own.read(answer.row, answer.file);
  assert.equal(read.body.text, "我们收到了。");
  assert.deepEqual(own.missingParents(read), []);
  assert.equal(answer.sha256, await fileHash(answer.file));
});

test("what cannot be read back is not sent", async () => {
  const [desk, keys] = [newDesk(), newReporter()];
  const long = { ...draft, answers: { story: "x".repeat(262_144) } };
  await assert.rejects(sealReport(long, desk, keys), PaddingError);
  await assert.rejects(sealReport({ ...draft, level: "high" }, desk, keys), FrameError);
  await assert.rejects(sealReport({ ...draft, at: draft.at + 1 }, desk, keys), FrameError);
  const noKey = { ...desk, recipient: new Uint8Array(1216).fill(255) };
  await assert.rejects(sealReport(draft, noKey, keys), AgeError);
});

test("sealing the same report twice gives nothing that is the same", async () => {
  const [desk, keys] = [newDesk(), newReporter()];
  const [one, other] = [await sealReport(draft, desk, keys), await sealReport(draft, desk, keys)];
  assert.notEqual(one.case, other.case);
  for (const name of PARTS) {
    assert.notDeepEqual(one.parts[name], other.parts[name]);
  }
});
