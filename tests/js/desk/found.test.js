/** A search looks at the list, and at what people wrote in cases opened since the page was unlocked. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import "../jsx.js";
import { clearKept } from "../../../intake/static/js/desk/state/kept.js";
import { found, lettersKnown, search } from "../../../intake/static/js/desk/state/list/chosen.js";
import { findByWords } from "../../../intake/static/js/desk/state/list/read.js";
import * as store from "../../../intake/static/js/desk/state/store.js";
import { learnAllLetters } from "../letters.js";
import { answering, row } from "./listed.js";

learnAllLetters();
const [ONE, OTHER] = ["a", "b"].map((letter) => letter.repeat(32));

beforeEach(() => {
  clearKept();
  lettersKnown.value = true;
  list();
});

/** Show two cases, as after each opening. */
function list() {
  const rows = [row({ case: ONE }), row({ case: OTHER })];
  store.who.value = { account: "", username: "anna", role: "caseworker" };
  store.listing.value = /** @type {any} */ ({ rows, people: [], answering, tags: {} });
}

/** @param {object} given what was opened of the one case */
function opened(given) {
  const contact = { body: { answers: {} } };
  findByWords(/** @type {any} */ ({ case: ONE, report: null, contact, items: [], ...given }));
  list();
}

/** @param {string} words @returns {string[]} the cases in which they are found */
function finding(words) {
  search.value = words;
  return found.value.map((item) => item.row.case);
}

/** @param {string} text @returns {object} an item with a message, or with an act that has words */
function said(text) {
  return { frame: { body: { text, level: 3, hidden: false } } };
}

test("what somebody wrote is found wherever it stands, however it is typed, and nowhere else", () => {
  const answers = {
    story: "Polizei-Präsidium",
    incidents: [{ who: "黑色汽車" }, { plate: "粤B·12345" }],
  };
  opened({
    report: { body: { answers } },
    contact: { body: { answers: { c_hours: "après 18 h" } } },
    items: [said("тел. звонил"), said("قايتىپ كەل"), { frame: null }],
  });
  const typed = ["polizei prasidium", "黑色汽车", "粤b12345", "apres 18", "ЗВОНИЛ", "قايتىپ"];
  for (const words of typed) {
    assert.deepEqual(finding(words), [ONE], words);
  }
  for (const words of ["plate", "incidents", "hidden", "18 praesidium"]) {
    assert.deepEqual(finding(words), [], words); // Names of fields are nobody's words.
  }
});

test("words of the list and words of the case are looked for together", () => {
  opened({ items: [said("passport taken")] });
  assert.deepEqual(finding("soon passport"), [ONE]);
});

test("a case opened again is found by what stands in it now", () => {
  opened({ items: [said("passport")] });
  opened({ items: [said("passport"), said("airport")] });
  assert.deepEqual(finding("airport"), [ONE]);
});

test("locking forgets every word", () => {
  opened({ items: [said("passport")] });
  assert.deepEqual(finding("passport"), [ONE]);
  clearKept();
  lettersKnown.value = true;
  list();
  assert.deepEqual(finding("passport"), []);
});
