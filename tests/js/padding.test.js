import assert from "node:assert/strict";
import { test } from "node:test";
import { STAFF_KINDS } from "../../intake/static/js/crypto/case/act_bodies.js";
import {
  CARDS,
  DRAFT,
  INQUIRY,
  isPaddedLength,
  KEYS,
  PaddingError,
  pad,
  SHORT,
  unpad,
} from "../../intake/static/js/crypto/padding.js";
import { vectors } from "./vectors.js";

/** What is no frame. @type {Record<string, import("../../intake/static/js/crypto/padding.js").Lengths>} */
const FILES = {
  key: KEYS,
  "desk-key": KEYS,
  seed: SHORT,
  vault: SHORT,
  cards: CARDS,
  draft: DRAFT,
  inquiry: INQUIRY,
};

test("every vector is padded to the length that Python pads it to", () => {
  for (const { kind, length, padded } of vectors("padding")) {
    const text = new Uint8Array(length).fill(0x78);
    const lengths = FILES[kind] ?? STAFF_KINDS[kind].lengths;
    if (padded === null) {
      assert.throws(() => pad(text, lengths), PaddingError);
      assert.ok(!isPaddedLength(length, lengths));
      continue;
    }
    const result = pad(text, lengths);
    assert.equal(result.length, padded);
    assert.ok(isPaddedLength(padded, lengths));
    assert.deepEqual(unpad(result, lengths), text);
  }
});

test("a padded length is its own padded length, and no other length is", () => {
  for (let length = 1024; length < 9000; length++) {
    const own = pad(new Uint8Array(length).fill(0x78), SHORT).length;
    assert.equal(isPaddedLength(length, SHORT), own === length);
    assert.ok(own - length < length / 8);
  }
});

test("one space more or less than the padding is refused", () => {
  const padded = pad(new Uint8Array(2000).fill(0x78), SHORT);
  const longer = new Uint8Array(padded.length + 1).fill(0x20);
  longer.set(padded);
  for (const wrong of [padded.subarray(0, -1), longer, new Uint8Array(0)]) {
    assert.throws(() => unpad(wrong, SHORT), PaddingError);
  }
});
