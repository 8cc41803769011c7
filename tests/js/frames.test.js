import assert from "node:assert/strict";
import { test } from "node:test";
import { STAFF_KINDS } from "../../intake/static/js/crypto/case/act_bodies.js";
import {
  encodeFrame,
  FrameError,
  parseFrame,
  verifyMac,
  verifyWriter,
} from "../../intake/static/js/crypto/case/frames.js";
import { SignatureError } from "../../intake/static/js/crypto/keys.js";
import { decode, unhex, vectors } from "./vectors.js";

const utf8 = (/** @type {string} */ text) => new TextEncoder().encode(text);
const good = vectors("frames").filter((vector) => vector.frame);

test("frames come out byte for byte as in Python", async () => {
  for (const vector of good) {
    const { frame, mac_seed: macSeed, signing_seed: signingSeed } = vector;
    const text = await encodeFrame(frame, unhex(macSeed), unhex(signingSeed), STAFF_KINDS);
    assert.equal(decode(text), vector.text, vector.name);
  }
});

test("frames that Python made are read, and verify", async () => {
  for (const vector of good) {
    const frame = parseFrame(utf8(vector.text), STAFF_KINDS);
    const { mac, sig, v, ...fields } = frame;
    assert.deepEqual(fields, vector.frame);
    await verifyMac(frame, unhex(vector.mac_seed));
    await verifyWriter(frame, unhex(vector.verification_key));
  }
});

test("what is no frame is refused for that", () => {
  const malformed = vectors("frames").filter(({ error }) => error === "bad_frame");
  assert.ok(malformed.length > 20);
  for (const { name, text } of malformed) {
    assert.throws(() => parseFrame(utf8(text), STAFF_KINDS), FrameError, name);
  }
});

test("a frame under another key or by another writer does not verify", async () => {
  for (const vector of vectors("frames")) {
    if (vector.error === "bad_mac") {
      const frame = parseFrame(utf8(vector.text));
      await assert.rejects(verifyMac(frame, unhex(vector.mac_seed)), FrameError);
    }
    if (vector.error === "bad_signature") {
      const frame = parseFrame(utf8(vector.text));
      await assert.rejects(verifyWriter(frame, unhex(vector.verification_key)), SignatureError);
    }
  }
});

test("every field is under the MAC and under the signature", async () => {
  const [vector] = good.filter(({ frame }) => frame.kind === "message");
  const frame = parseFrame(utf8(vector.text));
  const changes = {
    after: [],
    body: { day: "2026-11-23", text: "x" },
    by: "helper",
    case: "0".repeat(32),
    epoch: 9,
    id: "0".repeat(32),
    kind: "contact",
  };
  for (const [name, value] of Object.entries(changes)) {
    const changed = { ...frame, [name]: value };
    await assert.rejects(verifyMac(changed, unhex(vector.mac_seed)), FrameError, name);
    const writer = unhex(vector.verification_key);
    await assert.rejects(verifyWriter(changed, writer), SignatureError, name);
  }
});

test("nothing is written that a reader would refuse", async () => {
  const [{ frame, mac_seed: macSeed, signing_seed: signingSeed }] = good;
  const wrong = [
    { ...frame, by: "staff" },
    { ...frame, body: { ...frame.body, level: "high" } },
    { ...frame, id: "x" },
    { ...frame, body: { ...frame.body, country: "\ud800" } },
    { ...frame, extra: 1 },
  ];
  for (const fields of wrong) {
    await assert.rejects(encodeFrame(fields, unhex(macSeed), unhex(signingSeed)), FrameError);
  }
});
