import assert from "node:assert/strict";
import { test } from "node:test";
import { showBox } from "../../intake/static/js/public/box/view.js";
import { emptyPage } from "./page.js";

const NOBODY = "nobody can open this";
const META = {
  active_on: "2026-11-22",
  promise: "",
  reads: "",
  steps: [],
  openings: [],
  server_saw: false,
};
const WORDS = {
  words: { no_readers: NOBODY, nobody: "" },
  status: {},
  purposes: {},
  roles: {},
  questions: {},
  incident: { version: 1, one_of: [], questions: {}, rules: { rows: [], dates: [] } },
  other: { q: "", has: [], words: {}, questions: {} },
};

/** @param {boolean} readers */
function shown(readers) {
  const root = emptyPage();
  const meta = { ...META, readers };
  showBox(/** @type {any} */ ({ meta, answers: {}, messages: [] }), /** @type {any} */ (WORDS));
  const [field] = root.all().flatMap((each) => each.found.get("[data-write]") ?? []);
  return { says: root.textContent.includes(NOBODY), takes: !field.hidden };
}

test("a box that nobody is left to open says so and takes nothing more", () => {
  assert.deepEqual(shown(false), { says: true, takes: false });
  assert.deepEqual(shown(true), { says: false, takes: true });
});
