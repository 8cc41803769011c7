/**
 * The eight forgeries that the rules of the format answer, played by somebody who runs the server,
 * knows every public recipient, and in some of them holds a key that leaked.
 */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { bech32 } from "@scure/base";
import { Decrypter, Encrypter } from "age-encryption";
import { sealFile } from "../../intake/static/js/crypto/age/file.js";
import { HEADER_BYTES } from "../../intake/static/js/crypto/age/header.js";
import { encodeRecipient, newSeed, recipientOf } from "../../intake/static/js/crypto/age/hybrid.js";
import { encryptStream } from "../../intake/static/js/crypto/age/stream.js";
import { concat, utf8 } from "../../intake/static/js/crypto/bytes.js";
import { BOX, openKeyFile } from "../../intake/static/js/crypto/case/keyfiles.js";
import { fileHash } from "../../intake/static/js/crypto/case/objects.js";
import { newReader } from "../../intake/static/js/crypto/case/reading/reader.js";
import { sealMessage } from "../../intake/static/js/crypto/case/sealing/messages.js";
import { pad, SHORT } from "../../intake/static/js/crypto/padding.js";
import { sealSample } from "./sample.js";

/** @type {Awaited<ReturnType<typeof openCase>>} */
let own;
/** @type {import("../../intake/static/js/crypto/case/reading/reader.js").Reader} */
let reader;

/** Seal a case with one message, and open it the way the reporter does. */
async function openCase() {
  const { keys, sending } = await sealSample();
  const { case: id, parts, meta } = sending;
  const keyFile = await openKeyFile(parts.key_box, keys.reporterSeed, id, BOX);
  const ids = /** @type {Record<string, string>} */ (meta.ids);
  const report = { case: id, id: ids.report, kind: "report", epoch: 0, by: "reporter" };
  const after = [await fileHash(parts.report)];
  const written = { by: "reporter", text: "还有一件事。", day: "2026-11-22", after };
  const message = await sealMessage(keyFile, keys.authorSeed, written);
  const seed = keyFile.epochs.get(0) ?? newSeed();
  return { id, keys, keyFile, parts, report, message, seed };
}

beforeEach(async () => {
  own = await openCase();
  const { author, epochs } = own.keyFile;
  reader = newReader({ case: own.id, author, seeds: new Map(epochs), staff: null });
  await reader.read(own.report, own.parts.report);
});

/** @param {Uint8Array} seed */
function identity(seed) {
  return bech32.encodeFromBytes("AGE-SECRET-KEY-PQ-", seed).toUpperCase();
}

/** @param {string} text */
function frameText(text) {
  const { row } = own.message;
  const body = { day: "2026-11-22", text };
  const fields = { after: [], body, by: row.by, case: row.case, epoch: 0, id: row.id };
  const zeros = { mac: "A".repeat(43), sig: "A".repeat(86) };
  return utf8(JSON.stringify({ ...fields, kind: row.kind, ...zeros, v: 1 }));
}

test("the same message shown a second time is refused", async () => {
  await reader.read(own.message.row, own.message.file);
  await assert.rejects(reader.read(own.message.row, own.message.file), { reason: "repeated" });
});

test("a message in another row is refused", async () => {
  await reader.read(own.message.row, own.message.file);
  const moved = { ...own.message.row, id: "0".repeat(32) };
  await assert.rejects(reader.read(moved, own.message.file), { reason: "bad_row" });
});

test("a message of another case is refused, sealed again or not", async () => {
  const mine = own;
  const other = await openCase();
  const shown = { ...other.message.row, case: mine.id };
  await assert.rejects(reader.read(shown, other.message.file), { reason: "wrong_identity" });
  await assert.rejects(reader.read(other.message.row, other.message.file), {
    reason: "wrong_identity",
  });
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity(other.seed));
  const text = await decrypter.decrypt(other.message.file);
  const resealed = await sealFile(text, recipientOf(mine.seed));
  await assert.rejects(reader.read(shown, resealed), { reason: "bad_mac" });
});

test("a message shown as another kind is refused", async () => {
  const contact = { ...own.message.row, kind: "contact" };
  await assert.rejects(reader.read(contact, own.message.file), { reason: "bad_kind" });
  const report = { ...own.message.row, kind: "report" };
  await assert.rejects(reader.read(report, own.message.file), { reason: "bad_padding" });
});

test("a new payload under a disclosed file key is refused", async () => {
  const { file, row } = own.message;
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity(own.seed));
  const fileKey = await decrypter.decryptHeader(file.slice(0, HEADER_BYTES));
  const payload = await encryptStream(pad(frameText("Do not trust them."), SHORT), fileKey);
  const forged = concat(file.slice(0, HEADER_BYTES), payload);
  assert.match(await decrypter.decrypt(forged, "text"), /Do not trust them/);
  await assert.rejects(reader.read(row, forged), { reason: "bad_mac" });
});

test("a file with an extra reader is refused before anything in it is read", async () => {
  const encrypter = new Encrypter();
  for (const seed of [own.seed, newSeed()]) {
    encrypter.addRecipient(encodeRecipient(recipientOf(seed)));
  }
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity(own.seed));
  const file = await encrypter.encrypt(await decrypter.decrypt(own.message.file));
  await assert.rejects(reader.read(own.message.row, file), { reason: "not_age" });
});

test("a dropped parent is shown as missing, a deleted one is not", async () => {
  const parent = await fileHash(own.parts.report);
  const { epochs: seeds, author } = own.keyFile;
  const blind = { case: own.id, seeds, author, staff: null };
  const frame = await newReader(blind).read(own.message.row, own.message.file);
  assert.deepEqual(newReader(blind).missingParents(frame), [parent]);
  assert.deepEqual(newReader({ ...blind, tombstones: [parent] }).missingParents(frame), []);
  assert.deepEqual(reader.missingParents(frame), []);
});

test("whoever knows the case's recipient but not its seed forges nothing", async () => {
  const recipient = recipientOf(own.seed);
  const forged = await sealFile(pad(frameText("Meet us at the airport."), SHORT), recipient);
  await assert.rejects(reader.read(own.message.row, forged), { reason: "bad_mac" });
  const stranger = { ...own.keyFile, epochs: new Map([[0, newSeed()]]) };
  const written = { by: "reporter", text: "Meet us.", day: "2026-11-22" };
  const made = await sealMessage(stranger, newSeed(), written);
  await assert.rejects(reader.read(made.row, made.file), { reason: "wrong_identity" });
});

test("whoever holds the case's seed, as staff do, still cannot write as the reporter", async () => {
  const written = { by: "reporter", text: "I withdraw everything.", day: "2026-11-22" };
  const forged = await sealMessage(own.keyFile, newSeed(), written);
  await assert.rejects(reader.read(forged.row, forged.file), { reason: "bad_signature" });
});
