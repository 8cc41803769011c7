/** Whoever sends asks the server for its hour, and is kept waiting by no answer of it (SPEC 9). */
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { askHour } from "../../intake/static/js/public/wire.js";

/** @type {RequestInit[]} */
const asked = [];

/** @param {() => Promise<Response>} answer */
function answering(answer) {
  globalThis.fetch = (_path, options) => {
    asked.push(options ?? {});
    return answer();
  };
}

/** @param {string} text */
const saying = (text) => answering(async () => new Response(text));

test("the hour is asked of no cache, and with no cookie", async () => {
  saying("1795305600\n");
  assert.equal(await askHour(), 1_795_305_600);
  assert.deepEqual(asked.pop(), { cache: "no-store", credentials: "omit" });
});

test("what is no hour, and no answer at all, leave the sender's own clock", async () => {
  for (const text of ["", "0", "yesterday\n", "3601\n", "3600.0\n", "-3600\n", "9999999996000\n"]) {
    saying(text);
    assert.equal(await askHour(), null, text);
  }
  answering(() => Promise.reject(new TypeError("no network")));
  assert.equal(await askHour(), null);
});

test("whoever sends waits ten seconds for an hour and no longer", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  answering(() => new Promise(() => undefined));
  const told = askHour();
  mock.timers.tick(9_999);
  assert.equal(await Promise.race([told, "waiting"]), "waiting");
  mock.timers.tick(1);
  await new Promise((then) => setImmediate(then));
  assert.equal(await Promise.race([told, "waiting"]), null);
  mock.timers.reset();
});
