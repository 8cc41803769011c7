/**
 * What the desk's worker and its list do, in Node: `node tests/bench/desk.js ROUNDS COUNT…` prints one
 * line of JSON, for each count a list of rounds `{sealed_ms, fresh_ms, cards_ms, parse_ms, list_ms,
 * find_ms}`.
 *
 * `sealed` opens summaries with the desk's keys, `fresh` makes the keys anew for each, as opening one
 * file alone does; `cards` opens what was remembered of as many, `parse` reads the same JSON without
 * any of it. `list` makes rows and their order, `find` looks for a word in all of them.
 */
import { openFile } from "../../intake/static/js/crypto/age/file.js";
import { fileHash } from "../../intake/static/js/crypto/case/objects.js";
import { newHeld } from "../../intake/static/js/desk/keys/memory/held.js";
import { WORK } from "../../intake/static/js/desk/keys/work.js";
import { finds } from "../../intake/static/js/desk/model/list/finding.js";
import { itemOf } from "../../intake/static/js/desk/model/list/items.js";
import { compareItems } from "../../intake/static/js/desk/model/list/order.js";
import { context, row } from "../js/desk/listed.js";
import { newRelease, newStaff } from "../js/desk.js";

const staff = await newStaff();
const given = await newRelease(staff);
const held = { ...newHeld(), unlocked: staff.anna.unlocked, walk: staff.walk };
await WORK.openDesk(held, { file: staff.deskKey });

/** @param {() => unknown} step @returns {Promise<number>} milliseconds */
async function time(step) {
  const start = performance.now();
  await step();
  return performance.now() - start;
}

/** @param {number} count @returns {Promise<import("../../intake/static/js/desk/keys/summaries.js").Sent[]>} */
async function summaries(count) {
  const [summary] = given.released.meta.objects;
  const file = given.released.parts.get(summary.id) ?? new Uint8Array();
  const listed = { ...summary, sha256: await fileHash(file) };
  const one = { case: given.case, deskEpoch: 1, summary: listed, file };
  return Array.from({ length: count }, () => one);
}

/** @param {number} count */
async function measure(count) {
  const batch = await summaries(count);
  const [opened] = await WORK.openSummaries(held, { batch: batch.slice(0, 1) });
  const ids = batch.map((_, at) => at.toString(16).padStart(32, "0"));
  const cards = ids.map((id) => /** @type {const} */ ([id, opened.sha256, opened.body]));
  const kept = /** @type {any} */ ({ month: "2026-11", rows: cards });
  const file = await WORK.sealCards(held, kept);
  const rows = ids.map((id) => row({ case: id }));
  /** @type {ReturnType<typeof itemOf>[]} */
  let items = [];
  return {
    sealed_ms: await time(() => WORK.openSummaries(held, { batch })),
    fresh_ms: await time(async () => {
      for (const sent of batch) {
        await openFile(sent.file, staff.desk.seed);
      }
    }),
    cards_ms: await time(() => WORK.openCards(held, { month: "2026-11", file })),
    parse_ms: await time(() => JSON.parse(JSON.stringify(kept))),
    list_ms: await time(() => {
      items = rows.map((each) => itemOf(each, opened, context)).sort(compareItems);
    }),
    find_ms: await time(() => items.filter(({ text }) => finds(text, "belgium papers"))),
  };
}

const [rounds, ...counts] = process.argv.slice(2).map(Number);
/** @type {Record<string, unknown[]>} */
const found = {};
for (const count of counts) {
  found[count] = [];
  for (let left = rounds; left > 0; left--) {
    found[count].push(await measure(count));
  }
}
console.log(JSON.stringify(found));
