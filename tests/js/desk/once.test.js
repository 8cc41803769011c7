/** What was sealed and got no answer is sent again as it is, so that the server knows it. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { forgetSealed, sendOnce } from "../../../intake/static/js/desk/data/case/sending.js";
import { ApiError, NoAnswer } from "../../../intake/static/js/staff/staff_api.js";

afterEach(forgetSealed);

/**
 * Send the same words once for each thing that may come of it.
 * @param {(Error | null)[]} outcomes
 * @returns {Promise<number[]>} which sealing was sent each time
 */
async function send(...outcomes) {
  let seals = 0;
  /** @type {number[]} */
  const sent = [];
  for (const outcome of outcomes) {
    const seal = /** @type {any} */ (async () => ++seals);
    await sendOnce("the same words", seal, async (/** @type {any} */ sealed) => {
      sent.push(sealed);
      if (outcome) {
        throw outcome;
      }
    }).catch(() => {});
  }
  return sent;
}

test("after a lost answer the same bytes are sent again, and after any other answer new ones", async () => {
  const lost = new NoAnswer("no answer");
  assert.deepEqual(await send(lost, lost, null, null), [1, 1, 1, 2]);
  forgetSealed();
  assert.deepEqual(await send(new ApiError(409, "newer", ""), null), [1, 2]);
});

test("what was sealed in a case is forgotten with it", async () => {
  await send(new NoAnswer("no answer"));
  forgetSealed();
  assert.deepEqual(await send(null), [1]);
});
