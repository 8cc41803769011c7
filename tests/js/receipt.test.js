/** The page after sending: what stands on it, with and without somebody there. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { showReceipt } from "../../intake/static/js/public/form/receipt.js";
import { emptyPage } from "./page.js";

const CODE = "8241 9305 2647 7718 3904 1268 5537";
const TOLD = {
  leaf: "ABCDEFGHIJ234567ABCD",
  promise: "We answer by Monday.",
  reads: "Somebody reads it by Monday.",
  away: "",
};
const SENT = { code: CODE, isApart: false, isAnswered: true, said: [] };

/**
 * @param {object} [sent] what is otherwise than in SENT
 * @param {object} [told] what is otherwise than in TOLD
 * @returns {(selector: string) => any} finds a part of the page
 */
function show(sent = {}, told = {}) {
  const main = emptyPage().querySelector("main");
  const words = { apart: "The clocks differ." };
  showReceipt({ ...SENT, ...sent }, { ...TOLD, ...told }, [], words);
  return (selector) => main.querySelector(selector);
}

test("it shows the code, and its proof in groups", () => {
  assert.equal(show()("#receipt-code").textContent, CODE);
  assert.equal(show()("[data-leaf]").textContent, "ABCDE FGHIJ 23456 7ABCD");
});

test("it says that nobody is there, and nothing of the kind while somebody is", () => {
  const away = show({}, { away: "Nobody is here now." });
  assert.equal(away("[data-gone]").hidden, false);
  assert.equal(away("[data-away]").textContent, "Nobody is here now.");
  assert.equal(show()("[data-gone]").hidden, true);
});

test("who asked for no answer is promised a reader, and no answer", () => {
  assert.equal(show()("[data-promise]").textContent, TOLD.promise);
  assert.equal(show({ isAnswered: false })("[data-promise]").textContent, TOLD.reads);
});

test("it tells what the rules know, and that clocks differ where they do", () => {
  assert.equal(
    show({ said: ["Please do not go yet."] })("[data-told]").textContent,
    "Please do not go yet.",
  );
  assert.equal(show({ isApart: true })("[data-clock]").textContent, "The clocks differ.");
  assert.deepEqual([show()("[data-clock]").hidden, show()("[data-told]").textContent], [true, ""]);
});
