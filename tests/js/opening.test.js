import assert from "node:assert/strict";
import { test } from "node:test";
import { openBox } from "../../intake/static/js/public/box/opening.js";
import { sealSample } from "./sample.js";

const OPENED = {
  server_saw: false,
  active_on: "2026-11-22",
  promise: "",
  reads: "",
  readers: true,
  steps: [],
  openings: [],
};

/**
 * Return what the server would hand out: the box key, report, contact and these messages.
 * @param {import("../../intake/static/js/crypto/case/sealing/sending.js").Sending} sending
 * @param {{id: string, file: Uint8Array}[]} messages
 */
function boxOf({ case: id, meta, parts: sealed }, messages) {
  const ids = /** @type {Record<string, string>} */ (meta.ids);
  const rows = ["report", "contact"].map((kind) => ({ kind, id: ids[kind] }));
  const written = messages.map((message) => ({ kind: "message", id: message.id }));
  const objects = [...rows, ...written].map((row) => ({
    ...row,
    by: "reporter",
    epoch: 0,
    received_on: "2026-11-22",
  }));
  const parts = new Map([
    ["key", sealed.key_box],
    [ids.report, sealed.report],
    [ids.contact, sealed.contact],
    ...messages.map(({ id: name, file }) => /** @type {const} */ ([name, file])),
  ]);
  return { meta: { ...OPENED, case: id, objects }, parts };
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

test("a message that cannot be opened is one line in its place, and the rest is shown", async () => {
  const { keys, sending } = await sealSample();
  const opened = await openBox(boxOf(sending, []), keys);
  const written = [
    await opened.seal("first"),
    await opened.seal("second"),
    await opened.seal("third"),
  ];
  const [first, second, third] = await Promise.all(written.map(({ body }) => storedOf(body)));
  second.file[second.file.length - 1] ^= 1;
  const box = boxOf(sending, [first, second, third]);
  box.parts.delete(third.id);

  const shown = await openBox(box, keys);
  assert.deepEqual(
    shown.messages.map(({ text }) => text),
    ["first", null, null],
  );
  assert.equal(shown.isUnreadable, false);
  assert.ok(shown.answers.danger_now);
});
