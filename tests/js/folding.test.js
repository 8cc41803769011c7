/** Words are found however they were typed: the same vectors as tests/form/test_folding.py. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { finds } from "../../intake/static/js/desk/model/list/finding.js";
import { fold, foldWords, holdsStopWord } from "../../intake/static/js/form/folding.js";
import { learnAllLetters } from "./letters.js";

learnAllLetters();
const file = new URL("../vectors/folding.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8"));

test("a text is folded alike in both languages", () => {
  for (const { text, folded } of vectors.fold) {
    assert.equal(fold(text), folded);
  }
});

test("the words of a text are alike in both languages", () => {
  for (const { text, words } of vectors.words) {
    assert.equal(foldWords(text), words);
  }
});

for (const { name, text, search, finds: found } of vectors.find) {
  test(`a search: ${name}`, () => {
    assert.equal(finds(foldWords(text), foldWords(search)), found);
  });
}

for (const { name, message, word, holds } of vectors.stop) {
  test(`a stop word: ${name}`, () => {
    assert.equal(holdsStopWord(message, word), holds);
  });
}
