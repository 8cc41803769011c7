/** Looking for changes: all of the list is fetched, and a look that failed is said. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import "../jsx.js";
import { fetchRows } from "../../../intake/static/js/desk/data/rows.js";
import { clearKept } from "../../../intake/static/js/desk/state/kept.js";
import * as store from "../../../intake/static/js/desk/state/store.js";
import { row } from "./listed.js";

const { lookNow } = await import("../../../intake/static/js/desk/state/list/live.js");
const { fetch, document } = globalThis;
const port = /** @type {any} */ (null);

beforeEach(() => {
  Object.assign(globalThis, { document: { querySelector: () => null, documentElement: {} } });
});

afterEach(() => {
  clearKept();
  Object.assign(globalThis, { fetch, document });
});

test("every page of the list is fetched, and what is there is shown before the rest", async () => {
  const pages = ["a", "b", "c"].map((letter, at) => ({
    rows: [row({ case: letter.repeat(32) })],
    next: ["1", "2", null][at],
  }));
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ path) => Response.json(pages[Number(path.split("=")[1])])
  );
  /** @type {[number, boolean][]} */
  const shown = [];
  const whole = await fetchRows(({ rows, whole: isWhole }) => shown.push([rows.length, isWhole]));
  assert.deepEqual(shown, [
    [1, false],
    [2, false],
    [3, true],
  ]);
  assert.deepEqual(
    whole.rows.map(({ case: caseId }) => caseId[0]),
    ["a", "b", "c"],
  );
});

test("a look that fails says so, and since when, and leaves what is shown", async () => {
  const listing = /** @type {any} */ ({ rows: [row()], people: [] });
  store.listing.value = listing;
  store.look.value = { at: 12, failed: false, newer: false };
  let asked = "";
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ path) => {
      asked = path;
      throw new TypeError("no answer");
    }
  );
  await lookNow(port);
  assert.equal(asked, "/desk/mark");
  assert.deepEqual(store.look.value, { at: 12, failed: true, newer: false });
  assert.equal(store.listing.value, listing);
});
