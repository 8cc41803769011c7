import assert from "node:assert/strict";
import { test } from "node:test";
import { newSeed, recipientOf } from "../../intake/static/js/crypto/age/hybrid.js";
import {
  accountHolder,
  caseId,
  deskHolder,
  encodeKeyFile,
  makeKeyFile,
  openKeyFile,
  verifyKeyFile,
} from "../../intake/static/js/crypto/case/keyfiles.js";
import { takeCase } from "../../intake/static/js/crypto/case/sealing/taking.js";
import { hex } from "../../intake/static/js/crypto/encoding.js";
import {
  deriveKey,
  SignatureError,
  sign,
  verificationKey,
  verifySignature,
} from "../../intake/static/js/crypto/keys.js";
import { decode, sealedFile, unhex, vectors } from "./vectors.js";

const files = vectors("keys", "key_file");
const [desk] = files;

/** @param {any} vector */
function open(vector) {
  return openKeyFile(sealedFile(vector.file), unhex(vector.seed), vector.case, vector.for);
}

test("keys derive and sign as in Python", async () => {
  for (const { key, label, salt, derived } of vectors("keys", "derive")) {
    assert.equal(hex(await deriveKey(unhex(key), label, unhex(salt))), derived);
  }
  for (const vector of vectors("keys", "sign")) {
    const [seed, message] = [unhex(vector.signing_seed), unhex(vector.message)];
    const key = unhex(vector.verification_key);
    assert.deepEqual(await verificationKey(seed), key);
    assert.equal(hex(await sign(seed, vector.label, message)), vector.signature);
    await verifySignature(key, vector.label, message, unhex(vector.signature));
  }
});

test("a signature is good for its label, message and key only", async () => {
  const seed = newSeed();
  const [key, message] = [await verificationKey(seed), Uint8Array.of(1, 2)];
  const signature = await sign(seed, "intake/v1/key", message);
  const other = await verificationKey(newSeed());
  /** @type {[Uint8Array, string, Uint8Array, Uint8Array][]} */
  const wrong = [
    [key, "intake/v1/frame", message, signature],
    [key, "intake/v1/key", Uint8Array.of(1), signature],
    [other, "intake/v1/key", message, signature],
    [key, "intake/v1/key", message, signature.slice(1)],
    [key.slice(1), "intake/v1/key", message, signature],
    [new Uint8Array(32).fill(255), "intake/v1/key", message, signature],
  ];
  for (const each of wrong) {
    await assert.rejects(verifySignature(...each), SignatureError);
  }
});

test("a case is named after its first recipient, its author and its reporter", async () => {
  for (const vector of vectors("case")) {
    const [recipient, author, reporter] = [vector.recipient, vector.author, vector.reporter];
    assert.equal(await caseId(unhex(recipient), unhex(author), unhex(reporter)), vector.case);
  }
});

test("key files that Python made open, or are refused with the same reason", async () => {
  for (const vector of files) {
    const key = unhex(vector.verification_key);
    const opened = open(vector).then(async (keyFile) => {
      await verifyKeyFile(keyFile, key);
      return keyFile;
    });
    if (vector.error) {
      await assert.rejects(opened, { reason: vector.error }, vector.name);
      continue;
    }
    const text = await encodeKeyFile(await opened, unhex(vector.signing_seed));
    assert.equal(decode(text), vector.text, vector.name);
  }
});

test("a key file for another holder's identity or of another case is refused", async () => {
  const file = sealedFile(desk.file);
  await assert.rejects(openKeyFile(file, newSeed(), desk.case, desk.for), {
    reason: "wrong_identity",
  });
  await assert.rejects(openKeyFile(file, unhex(desk.seed), "0".repeat(32), desk.for), {
    reason: "bad_case",
  });
});

test("every field of a key file is under its signature", async () => {
  const [keyFile, key] = [await open(desk), unhex(desk.verification_key)];
  const changes = {
    case: "0".repeat(32),
    epochs: new Map([[0, newSeed()]]),
    notes: new Map([[0, newSeed()]]),
    holder: "box",
    by: "account:x",
    reporter: "",
    report: keyFile.contact,
    contact: keyFile.report,
    sig: keyFile.sig?.replace(/^./, (first) => (first === "A" ? "B" : "A")),
  };
  for (const [name, value] of Object.entries(changes)) {
    const changed = { ...keyFile, [name]: value };
    await assert.rejects(verifyKeyFile(changed, key), { reason: "bad_signature" }, name);
  }
});

test("taking a case gives both holders the same seeds and a new notes seed", async () => {
  const keyFile = await open(desk);
  const [taker, alice, bob] = [newSeed(), newSeed(), newSeed()];
  const [a, b] = ["a1".repeat(16), "b0".repeat(16)];
  const holders = new Map([
    [a, recipientOf(alice)],
    [b, recipientOf(bob)],
  ]);
  const taken = await takeCase(keyFile, a, taker, holders);
  const forAlice = await openKeyFile(taken.get(a) ?? alice, alice, desk.case, accountHolder(a));
  const forBob = await openKeyFile(taken.get(b) ?? bob, bob, desk.case, accountHolder(b));
  await verifyKeyFile(forAlice, await verificationKey(taker));
  await verifyKeyFile(forBob, await verificationKey(taker));
  assert.deepEqual(forAlice.epochs, keyFile.epochs);
  assert.equal(forAlice.notes.size, 1);
  assert.deepEqual(forBob.notes, forAlice.notes);
  assert.equal(forBob.by, accountHolder(a));
});

test("taking a case a second time keeps its notes seed", async () => {
  const vector = files.find(({ name }) => name === "taken");
  const [keyFile, carol, id] = [await open(vector), newSeed(), "c4".repeat(16)];
  const taken = await takeCase(keyFile, id, newSeed(), new Map([[id, recipientOf(carol)]]));
  const file = await openKeyFile(taken.get(id) ?? carol, carol, vector.case, accountHolder(id));
  assert.deepEqual(file.notes, keyFile.notes);
});

test("a maker cannot slip in a seed that is not of the case", async () => {
  const keyFile = await open(desk);
  const seed = newSeed();
  const swapped = { ...keyFile, epochs: new Map([[0, newSeed()]]) };
  const file = await makeKeyFile(swapped, newSeed(), recipientOf(seed));
  await assert.rejects(openKeyFile(file, seed, desk.case, desk.for), { reason: "bad_case" });
  assert.equal(desk.for, deskHolder("d0".repeat(16), 1));
});
