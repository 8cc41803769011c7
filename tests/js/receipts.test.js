import assert from "node:assert/strict";
import { test } from "node:test";
import {
  countDigits,
  deriveReporter,
  formatReceipt,
  newReceipt,
  parseReceipt,
  ReceiptError,
  tokenHash,
} from "../../intake/static/js/crypto/case/receipts.js";
import { hex } from "../../intake/static/js/crypto/encoding.js";
import { unhex, vectors } from "./vectors.js";

test("what people type is read as in Python, or refused as there", () => {
  for (const { typed, receipt, digits } of vectors("receipts", "parse")) {
    assert.equal(countDigits(typed), digits);
    if (receipt === null) {
      assert.throws(() => parseReceipt(typed), ReceiptError, typed);
    } else {
      assert.equal(parseReceipt(typed), receipt);
    }
  }
});

test("a receipt is shown in groups of four", () => {
  for (const { receipt, shown } of vectors("receipts", "format")) {
    assert.equal(formatReceipt(receipt), shown);
  }
});

test("a receipt opens the same keys in both languages", async () => {
  for (const vector of vectors("receipts", "derive")) {
    const keys = await deriveReporter(vector.receipt, unhex(vector.instance_salt));
    assert.equal(hex(keys.reporterSeed), vector.reporter_seed);
    assert.equal(hex(keys.token), vector.token);
    assert.equal(hex(keys.authorSeed), vector.author_seed);
    assert.equal(hex(await tokenHash(keys.token)), vector.token_hash);
  }
});

test("keys are derived from the digits only, never from what was typed", async () => {
  const shown = "0123 4567 8901 2345 6789 0123 4567";
  await assert.rejects(deriveReporter(shown, new Uint8Array(32)), ReceiptError);
});

test("a new receipt has 28 digits, and no other one has the same", () => {
  const receipts = new Set(Array.from({ length: 200 }, () => newReceipt()));
  assert.equal(receipts.size, 200);
  for (const receipt of receipts) {
    assert.match(receipt, /^[0-9]{28}$/);
  }
});

test("numbers that would make some groups likelier are drawn again", () => {
  const drawn = [0xffff, 60_000, 59_999, 0, 1, 22, 333, 4444, 5555];
  const draw = () => {
    const number = drawn.shift() ?? 0;
    return Uint8Array.of(number >> 8, number & 255);
  };
  assert.equal(newReceipt(draw), "9999000000010022033344445555");
});
