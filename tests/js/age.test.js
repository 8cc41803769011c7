import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateSync } from "node:zlib";
import { bech32 } from "@scure/base";
import { Decrypter, Encrypter, identityToRecipient } from "age-encryption";
import * as cctv from "cctv-age";
import {
  openFile,
  plaintextLength,
  sealedLength,
  sealFile,
} from "../../intake/static/js/crypto/age/file.js";
import { AgeError, NoMatch } from "../../intake/static/js/crypto/age/header.js";
import {
  encodeRecipient,
  newSeed,
  parseRecipient,
  recipientOf,
} from "../../intake/static/js/crypto/age/hybrid.js";
import { EncodingError, hex } from "../../intake/static/js/crypto/encoding.js";
import { sealedFile, unhex, vectors } from "./vectors.js";

const HEADER_BYTES = 1627;
const SIZES = [0, 1, 1024, 65_535, 65_536, 65_537, 131_072, 200_001];

/** @param {number} length */
function sample(length) {
  return Uint8Array.from({ length }, (_, i) => i * 31 + (i >> 8));
}

/** @param {Uint8Array} seed */
function identityText(seed) {
  return bech32.encodeFromBytes("AGE-SECRET-KEY-PQ-", seed).toUpperCase();
}

test("seeds give the recipients they give in Python and in age-encryption", async () => {
  for (const vector of vectors("case")) {
    const recipient = recipientOf(unhex(vector.seed));
    assert.equal(hex(recipient), vector.recipient);
    assert.equal(encodeRecipient(recipient), vector.recipient_text);
    assert.deepEqual(parseRecipient(vector.recipient_text), recipient);
    assert.equal(await identityToRecipient(vector.identity_text), vector.recipient_text);
    assert.equal(identityText(unhex(vector.seed)), vector.identity_text);
  }
});

test("files that Python sealed open", async () => {
  for (const vector of vectors("age")) {
    const plaintext = await openFile(sealedFile(vector.file), unhex(vector.seed));
    const expected = new Uint8Array(vector.plaintext_length).fill(vector.fill.charCodeAt(0));
    assert.deepEqual(plaintext, expected);
  }
});

test("age-encryption opens what we seal and the other way round", async () => {
  const seed = newSeed();
  const recipient = recipientOf(seed);
  const [encrypter, decrypter] = [new Encrypter(), new Decrypter()];
  encrypter.addRecipient(encodeRecipient(recipient));
  decrypter.addIdentity(identityText(seed));
  for (const length of SIZES) {
    const plaintext = sample(length);
    const file = await sealFile(plaintext, recipient);
    assert.deepEqual(await decrypter.decrypt(file), plaintext);
    assert.deepEqual(await openFile(await encrypter.encrypt(plaintext), seed), plaintext);
    assert.equal(file.length, sealedLength(length));
    assert.equal(plaintextLength(file.length), length);
  }
});

test("no plaintext gives a file of the lengths in between", () => {
  for (const length of [0, 1627, 1658, sealedLength(65_536) + 1, sealedLength(65_536) + 16]) {
    assert.throws(() => plaintextLength(length), AgeError, String(length));
  }
});

test("of the public vectors what has our one stanza opens or is refused as they say", async () => {
  const results = { success: 0, "no match": 0, "header failure": 0 };
  for (const { name, expect, payload, seed, body } of publicVectors(/^hybrid/)) {
    const ours = expect === "success" && name !== "hybrid" ? "header failure" : expect;
    results[/** @type {keyof typeof results} */ (ours)]++;
    if (ours === "success") {
      assert.equal(await sha256Hex(await openFile(body, seed)), payload);
      continue;
    }
    const foreign = name === "hybrid_uppercase"; // Another type of stanza, so not ours at all.
    const error = await openFile(body, seed).catch((reason) => reason);
    assert.ok(error instanceof AgeError, name);
    assert.equal(error instanceof NoMatch, ours === "no match" && !foreign, name);
  }
  assert.deepEqual(results, { success: 1, "no match": 5, "header failure": 12 });
});

test("of the public vectors everything else is refused as no file of ours", async () => {
  let tried = 0;
  for (const { name, body } of publicVectors(/^(?!hybrid)/)) {
    const error = await openFile(body, newSeed()).catch((reason) => reason);
    assert.ok(error instanceof AgeError && !(error instanceof NoMatch), name);
    tried++;
  }
  assert.equal(tried, 125);
});

test("a file for another identity is told apart from a damaged one", async () => {
  const file = await sealFile(sample(10), recipientOf(newSeed()));
  await assert.rejects(openFile(file, newSeed()), NoMatch);
});

test("a file is refused when any one byte of it was changed", async () => {
  const seed = newSeed();
  const file = await sealFile(sample(40), recipientOf(seed));
  const inside = Array.from({ length: 40 }, (_, i) => (i * 997) % file.length);
  for (const at of [0, 20, 23, 37, 38, 1533, 1576, 1577, 1625, 1626, 1627, 1643, ...inside]) {
    const changed = file.slice();
    changed[at] ^= 1;
    await assert.rejects(openFile(changed, seed), AgeError, String(at));
  }
});

test("a file is refused at every length but its own", async () => {
  const seed = newSeed();
  const file = await sealFile(sample(65_537), recipientOf(seed));
  const whole = HEADER_BYTES + 16 + 65_552;
  for (const length of [0, 1, 22, HEADER_BYTES - 1, HEADER_BYTES, HEADER_BYTES + 16, whole]) {
    await assert.rejects(openFile(file.slice(0, length), seed), AgeError, String(length));
  }
  const longer = new Uint8Array(file.length + 1);
  longer.set(file);
  await assert.rejects(openFile(longer, seed), AgeError);
});

test("a file with two readers is refused although it is good age", async () => {
  const seeds = [newSeed(), newSeed()];
  const encrypter = new Encrypter();
  for (const seed of seeds) {
    encrypter.addRecipient(encodeRecipient(recipientOf(seed)));
  }
  const file = await encrypter.encrypt(sample(1024));
  await assert.rejects(openFile(file, seeds[0]), AgeError);
});

test("only the one text of a recipient is read", () => {
  const text = encodeRecipient(recipientOf(newSeed()));
  const last = text.endsWith("q") ? "p" : "q";
  const short = bech32.encode("age1pq", bech32.toWords(new Uint8Array(1215)), false);
  const foreign = bech32.encode("age1pr", bech32.toWords(new Uint8Array(1216)), false);
  for (const wrong of [
    text.toUpperCase(),
    text.slice(0, -1) + last,
    short,
    foreign,
    "",
    "age1pq1",
  ]) {
    assert.throws(() => parseRecipient(wrong), EncodingError, wrong.slice(0, 40));
  }
});

test("nothing is sealed to bytes that are no key", async () => {
  const noPoint = recipientOf(newSeed());
  noPoint.fill(0, 1184);
  for (const recipient of [new Uint8Array(1216).fill(255), new Uint8Array(1215), noPoint]) {
    await assert.rejects(sealFile(sample(1), recipient), AgeError);
  }
});

/** @param {Uint8Array} data */
async function sha256Hex(data) {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(data))));
}

/** @param {RegExp} wanted names */
function publicVectors(wanted) {
  return Object.entries(cctv)
    .filter(([name]) => wanted.test(name))
    .map(([name, vector]) => {
      const split = Buffer.from(vector).indexOf("\n\n");
      const head = new TextDecoder().decode(vector.slice(0, split));
      const body = vector.slice(split + 2);
      const field = (/** @type {string} */ key) =>
        new RegExp(`^${key}: (.*)$`, "m").exec(head)?.[1];
      const identity = /** @type {`${string}1${string}`} */ (field("identity"));
      return {
        name,
        expect: field("expect"),
        payload: field("payload"),
        seed: identity?.startsWith("AGE-SECRET-KEY-PQ")
          ? bech32.decodeToBytes(identity).bytes
          : newSeed(),
        body: field("compressed") ? Uint8Array.from(inflateSync(body)) : body,
      };
    });
}
