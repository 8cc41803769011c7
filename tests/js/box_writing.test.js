import assert from "node:assert/strict";
import { test } from "node:test";
import { NoAnswer, postFor } from "../../intake/static/js/public/wire.js";

const isDone = (/** @type {any} */ told) => JSON.stringify(told) === "{}";

/**
 * @param {number} status
 * @param {unknown} body
 */
function answering(status, body) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  globalThis.fetch = async () => new Response(text, { status });
}

const sent = () => postFor("/en/box/message", new FormData(), isDone);

test("a message has arrived when the server says what a success is, and not before", async () => {
  for (const status of [200, 201]) {
    answering(status, {});
    assert.equal(await sent(), true);
  }
  for (const body of [null, [], "<html>", "", 7, "{}x", { a: 1 }]) {
    answering(201, body);
    await assert.rejects(sent, NoAnswer, JSON.stringify(body));
  }
});

test("another status than the two that mean yes is no answer, whatever stands in it", async () => {
  for (const status of [202, 203, 206, 299]) {
    answering(status, {});
    await assert.rejects(sent, NoAnswer, String(status));
  }
});
