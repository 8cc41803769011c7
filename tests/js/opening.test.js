import assert from "node:assert/strict";
import { test } from "node:test";
import { openBox } from "../../intake/static/js/public/opening.js";
import { sealSample } from "./sample.js";

const OPENED = { server_saw: false, active_on: "2026-11-22", promise: "", steps: [], openings: [] };

/**
 * Return what the server would hand out: the box key, report, contact and these messages.
 * @param {import("../../intake/static/js/crypto/case/sending.js").Sending} sending
 * @param {{id: string, file: Uint8Array}[]} messages
 */
function boxOf({ case: id, meta, parts }, messages) {
  const ids = /** @type {Record<string, string>} */ (meta.ids);
  const rows = ["report", "contact"].map((kind) => ({ kind, id: ids[kind] }));
  const written = messages.map((message) => ({ kind: "message", id: message.id }));
  const objects = [...rows, ...written].map((row) => ({ ...row, by: "reporter", epoch: 0 }));
  const text = JSON.stringify({ ...OPENED, case: id, objects });
  return {
    meta: new TextEncoder().encode(text),
    key: parts.key_box,
    [ids.report]: parts.report,
    [ids.contact]: parts.contact,
    ...Object.fromEntries(messages.map((message) => [message.id, message.file])),
  };
}

/** @param {FormData} body */
async function storedOf(body) {
  const [meta, message] = [body.get("meta"), body.get("message")];
  const { id } = JSON.parse(await /** @type {Blob} */ (meta).text());
  const file = new Uint8Array(await /** @type {Blob} */ (message).arrayBuffer());
  return { id, file };
}

test("the second message of one visit comes after the first, so none can be withheld", async () => {
  const { keys, sending } = await sealSample();
  const opened = await openBox(boxOf(sending, []), keys);
  const first = await opened.seal("first");
  await first.keep();
  const second = await opened.seal("second");
  const stored = [await storedOf(first.body), await storedOf(second.body)];

  const whole = await openBox(boxOf(sending, stored), keys);
  assert.deepEqual(
    whole.messages.map(({ text }) => text),
    ["first", "second"],
  );
  assert.equal(whole.isMissing, false);
  const withheld = await openBox(boxOf(sending, stored.slice(1)), keys);
  assert.equal(withheld.isMissing, true);
});
