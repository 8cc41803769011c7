/**
 * Reading a framed answer as it arrives: `u32 length | JSON`, then for each case
 * `case (16 bytes) | u32 length | age file` (docs/spec/desk.md, 7; numbers big-endian).
 */

import { concat } from "../crypto/bytes.js";
import { hex } from "../crypto/encoding.js";
import { NoAnswer } from "./staff_api.js";

const LENGTH_BYTES = 4;
const CASE_BYTES = 16;
const MAX_BYTES = 1 << 20; // Of one frame; a summary is 2,700 bytes, a desk key file at most 66,000.

/** @typedef {{case: string, file: Uint8Array}} Framed */

/**
 * @param {ReadableStream<Uint8Array>} stream
 * @param {(meta: any) => unknown} onMeta is told first, and waited for
 * @param {(framed: Framed) => unknown} onFrame is told of each, and waited for
 * @throws {NoAnswer} it broke off, or is not what was asked for
 */
export async function readFramed(stream, onMeta, onFrame) {
  const source = newSource(stream.getReader());
  const first = await source.take(await source.length());
  await onMeta(JSON.parse(new TextDecoder().decode(first)));
  while (await source.more()) {
    const caseId = hex(await source.take(CASE_BYTES));
    await onFrame({ case: caseId, file: await source.take(await source.length()) });
  }
}

/** @param {ReadableStreamDefaultReader<Uint8Array>} reader */
function newSource(reader) {
  let held = new Uint8Array(0);
  let over = false;
  const fill = async (/** @type {number} */ wanted) => {
    while (held.length < wanted && !over) {
      const { done, value } = await reader.read().catch(() => {
        throw new NoAnswer("the answer broke off");
      });
      over = done;
      held = value ? /** @type {typeof held} */ (concat(held, value)) : held;
    }
    return held.length >= wanted;
  };
  const take = async (/** @type {number} */ length) => {
    if (length > MAX_BYTES || !(await fill(length))) {
      throw new NoAnswer("the answer broke off");
    }
    const taken = held.slice(0, length);
    held = held.subarray(length);
    return taken;
  };
  const length = async () => {
    const bytes = await take(LENGTH_BYTES);
    return new DataView(bytes.buffer).getUint32(0);
  };
  return { more: () => fill(1), take, length };
}
