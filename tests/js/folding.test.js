/** The word that means "stop": the same vectors as tests/form/test_folding.py. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fold, holdsStopWord } from "../../intake/static/js/form/folding.js";

const file = new URL("../vectors/folding.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8"));

test("a text is folded alike in both languages", () => {
  for (const { text, folded } of vectors.fold) {
    assert.equal(fold(text), folded);
  }
});

for (const { name, message, word, holds } of vectors.stop) {
  test(`a stop word: ${name}`, () => {
    assert.equal(holdsStopWord(message, word), holds);
  });
}
