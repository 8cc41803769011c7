import assert from "node:assert/strict";
import { test } from "node:test";
import { isPaddedLength, PaddingError, pad, unpad } from "../../intake/static/js/crypto/padding.js";
import { vectors } from "./vectors.js";

test("every vector is padded to the length that Python pads it to", () => {
  for (const { kind, length, padded } of vectors("padding")) {
    const text = new Uint8Array(length).fill(0x78);
    if (padded === null) {
      assert.throws(() => pad(text, kind), PaddingError);
      assert.ok(!isPaddedLength(length, kind));
      continue;
    }
    const result = pad(text, kind);
    assert.equal(result.length, padded);
    assert.ok(isPaddedLength(padded, kind));
    assert.deepEqual(unpad(result, kind), text);
  }
});

test("a padded length is its own padded length, and no other length is", () => {
  for (let length = 1024; length < 9000; length++) {
    const own = pad(new Uint8Array(length).fill(0x78), "message").length;
    assert.equal(isPaddedLength(length, "message"), own === length);
    assert.ok(own - length < length / 8);
  }
});

test("one space more or less than the padding is refused", () => {
  const padded = pad(new Uint8Array(2000).fill(0x78), "message");
  const longer = new Uint8Array(padded.length + 1).fill(0x20);
  longer.set(padded);
  for (const wrong of [padded.subarray(0, -1), longer, new Uint8Array(0)]) {
    assert.throws(() => unpad(wrong, "message"), PaddingError);
  }
});
