import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { utf8 } from "../../intake/static/js/crypto/bytes.js";
import { EncodingError } from "../../intake/static/js/crypto/encoding.js";
import { parseVkey } from "../../intake/static/js/crypto/tlog/checkpoint.js";
import { NoteError } from "../../intake/static/js/crypto/tlog/note.js";
import { showProved } from "../../intake/static/js/public/box/proved.js";
import { proveOpenings } from "../../intake/static/js/public/box/proving.js";
import { emptyPage } from "./page.js";
import { vectors } from "./vectors.js";

const ALL = vectors("openings");
const [RIGHT] = ALL;
const OTHERS = ALL.find(({ name }) => name === "the page names another key").vkey;

test("every opening is proved, waits, or is said not to be in the log", async () => {
  for (const { name, vkey, now, openings, proofs, verdicts } of ALL) {
    const key = await parseVkey(vkey);
    const found = await proveOpenings(key, openings, utf8(proofs), now * 1000);
    assert.deepEqual(found.verdicts, verdicts, name);
  }
});

test("the day of the log is the server's word, or none", async () => {
  const key = await parseVkey(RIGHT.vkey);
  const dayOf = async (/** @type {string} */ day) => {
    const proofs = RIGHT.proofs.replace('"published_on":"2026-11-28"', `"published_on":${day}`);
    return (await proveOpenings(key, RIGHT.openings, utf8(proofs), 0)).day;
  };
  assert.equal(await dayOf('"2026-11-28"'), "2026-11-28");
  assert.equal(await dayOf('"soon"'), "");
  assert.equal(await dayOf("null"), "");
});

test("a verifier key whose id is not that of its name and key is none", async () => {
  const { id, name } = await parseVkey(RIGHT.vkey);
  assert.equal(RIGHT.vkey.split("+", 2).join("+"), `${name}+${id}`);
  const other = id.replace(/^./, id.startsWith("0") ? "1" : "0");
  const cosigner = `${name}+${id}+B${RIGHT.vkey.slice(-43)}`; // Of another type.
  for (const wrong of [RIGHT.vkey.replace(id, other), cosigner, "", "a+b"]) {
    const isRefused = (/** @type {unknown} */ error) =>
      error instanceof NoteError || error instanceof EncodingError;
    await assert.rejects(parseVkey(wrong), isRefused, wrong);
  }
});

const WORDS = {
  proved: "in it",
  tomorrow: "tomorrow",
  absent: "not in it",
  checked: "checked on {day}",
  lost: "one lost on {day}",
  lost_many: "some lost on {day}",
  unpublished: "none published",
  times: "{n} times",
};
const LOADED = /** @type {any} */ ({ roles: {}, purposes: {}, words: WORDS });

/**
 * Show what came of a vector at a moment; return what finds a part of the page.
 * @param {{vkey: string, openings: any, proofs: string}} vector
 * @param {number} now Unix seconds
 * @returns {Promise<(selector: string) => any>}
 */
async function shown({ vkey, openings, proofs }, now) {
  const main = emptyPage().querySelector("main");
  mock.timers.enable({ apis: ["Date"], now: now * 1000 });
  const parts = new Map([["proofs", utf8(proofs)]]);
  await showProved(vkey, { meta: { openings }, parts }, LOADED);
  mock.timers.reset();
  return (selector) => main.querySelector(selector);
}

/** @param {any} list @returns {string[]} */
function linesOf(list) {
  return list.children.map((/** @type {any} */ each) => each.textContent);
}

test("beside each opening stands what came of it, and one sentence for all", async () => {
  const page = await shown(RIGHT, RIGHT.now);
  assert.deepEqual(linesOf(page("[data-openings]")), [
    "26 November 2026 · caseworker · triage · in it",
    "26 November 2026 · caseworker · casework · in it",
    "27 November 2026 · supervisor · review · in it",
    "28 November 2026 · caseworker · casework · tomorrow",
  ]);
  assert.equal(page("[data-proof]").textContent, "checked on 28 November 2026");
  assert.deepEqual(page("[data-lost]").children, []);
  assert.equal(page("[data-how]").querySelector("[data-id]").textContent, "8fe4 64fa");
});

test("an opening that is not in the log is named by itself, with the day of the log", async () => {
  const one = await shown(RIGHT, RIGHT.now + 2 * 86_400);
  const place = one("[data-lost]");
  assert.equal(place.hidden, false);
  assert.equal(place.querySelector("[data-says]").textContent, "one lost on 28 November 2026");
  assert.deepEqual(linesOf(place.querySelector("[data-which]")), [
    "28 November 2026 · caseworker · casework",
  ]);
  const some = await shown({ ...RIGHT, vkey: OTHERS }, RIGHT.now);
  assert.equal(
    some("[data-lost]").querySelector("[data-says]").textContent,
    "some lost on 28 November 2026",
  );
  assert.equal(some("[data-proof]").textContent, "");
  const none = await shown({ ...RIGHT, proofs: "" }, RIGHT.now);
  assert.equal(none("[data-lost]").querySelector("[data-says]").textContent, "none published");
});
