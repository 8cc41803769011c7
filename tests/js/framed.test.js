import assert from "node:assert/strict";
import { test } from "node:test";
import { readFramed } from "../../intake/static/js/staff/framed.js";
import { NoAnswer } from "../../intake/static/js/staff/staff_api.js";

const CASES = ["0".repeat(32), "ab".repeat(16)];
const FILES = [Uint8Array.of(1, 2, 3), new Uint8Array(2700).fill(7)];

/** @param {number} number */
function length(number) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

/** @param {unknown} meta */
function frames(meta) {
  const text = new TextEncoder().encode(JSON.stringify(meta));
  const parts = [length(text.length), text];
  for (const [at, file] of FILES.entries()) {
    parts.push(Buffer.from(CASES[at], "hex"), length(file.length), file);
  }
  return Buffer.concat(parts);
}

/**
 * Read what arrives in pieces of this many bytes.
 * @param {Uint8Array} bytes
 * @param {number} piece
 */
async function read(bytes, piece) {
  /** @type {any[]} */
  const seen = [];
  const stream = new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += piece) {
        controller.enqueue(bytes.slice(at, at + piece));
      }
      controller.close();
    },
  });
  const note = (/** @type {any} */ each) => seen.push(each);
  await readFramed(stream, note, note);
  return seen;
}

for (const piece of [1, 7, 1000, 100_000]) {
  test(`a framed answer is read whole, in pieces of ${piece} bytes`, async () => {
    const [meta, ...files] = await read(frames({ count: 2 }), piece);
    assert.deepEqual(meta, { count: 2 });
    assert.deepEqual(
      files,
      CASES.map((id, at) => ({ case: id, file: FILES[at] })),
    );
  });
}

test("an answer that breaks off anywhere is no answer, never a shorter one", async () => {
  const whole = frames({});
  for (const cut of [0, 3, 5, 8, 20, 27, whole.length - 1]) {
    await assert.rejects(read(whole.subarray(0, cut), 50), NoAnswer, `${cut}`);
  }
});

test("a frame of any length the server likes is not waited for", async () => {
  await assert.rejects(read(length(2 ** 31), 4), NoAnswer);
});
