/** What reporters write, as it is shown: marks by name, languages by their letters, the stop word. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { piecesOf } from "../../../intake/static/js/desk/model/text/pieces.js";
import {
  fitsForm,
  scriptsOf,
  writtenWords,
} from "../../../intake/static/js/desk/model/text/script.js";
import { findStop } from "../../../intake/static/js/desk/model/text/stop.js";
import { learn } from "../../../intake/static/js/words/say.js";
import { learnAllLetters } from "../letters.js";

learnAllLetters();
learn({ "lang.en": "English", "lang.zh-Hans": "Simplified Chinese" });

/** The pattern as it is in the desk's data of the form. */
const RUNS = JSON.parse(
  readFileSync(new URL("../../vectors/reading.json", import.meta.url), "utf8"),
).runs;

test("numbers, plates and addresses are pieces of their own, whatever stands around them", () => {
  const text = "تېلېفون +32 2 123 45 67، ماشىنا 1-ABC-234، a@b.example";
  const runs = piecesOf(text, [], RUNS).filter(({ look }) => look === "run");
  assert.deepEqual(
    runs.map((piece) => piece.text),
    ["+32 2 123 45 67", "1-ABC-234", "a@b.example"],
  );
  const whole = piecesOf(text, [], RUNS);
  assert.equal(whole.map((piece) => piece.text).join(""), text);
});

test("a stop word with a number in it is marked as the stop word", () => {
  const pieces = piecesOf("سۆز 12-34 بار", [{ from: 4, to: 9 }], RUNS);
  assert.deepEqual(pieces[1], { text: "12-34", look: "stop" });
});

test("of a text of nothing but numbers a hundred are elements", () => {
  const text = Array.from({ length: 5000 }, (_, at) => `${at}-1`).join("، ");
  const pieces = piecesOf(text, [], RUNS);
  assert.equal(pieces.length, 101);
  assert.equal(pieces.map((piece) => piece.text).join(""), text);
});

test("a mark that turns the direction is named and does nothing", () => {
  const pieces = piecesOf("safe\u202eexe.gnp\u2066x\u2069");
  assert.deepEqual(
    pieces.map(({ text, look }) => (look === "mark" ? `(${text})` : text)),
    ["safe", "(RLO)", "exe.gnp", "(LRI)", "x", "(PDI)"],
  );
  assert.ok(!pieces.some(({ text }) => /[\u202a-\u202e\u2066-\u2069]/.test(text)));
});

test("a text without marks is one piece, whatever it looks like", () => {
  for (const text of ["<img src=x onerror=alert(1)>", "护照被收走了。", "پاسپورتۇم", "\u0000"]) {
    assert.deepEqual(piecesOf(text), [{ text, look: "" }]);
  }
  assert.deepEqual(piecesOf(""), []);
});

test("the stop word is found however it is written, and marked where it stands", () => {
  const text = "没事了，星期四的课取消了。";
  const found = findStop(text, "星期四的课");
  assert.deepEqual(
    found.map(({ from, to }) => text.slice(from, to)),
    ["星期四的课"],
  );
  assert.deepEqual(
    piecesOf(text, found).map(({ look }) => look),
    ["", "stop", ""],
  );
  assert.equal(findStop("See you on THURSDÁY!", " thursday ").length, 1);
  assert.equal(findStop("\u067e\u0627\u0633\u0640\u067e\u0648\u0631\u062a", "پاسپورت").length, 1);
});

test("where its place cannot be told all of the message is marked", () => {
  const text = "e\u0301\u0301cole"; // Folded whole, two marks go; the word has one.
  assert.ok(findStop(text, "école").length > 0);
  assert.deepEqual(findStop("ﬁsh ﬂ", "h f"), [{ from: 2, to: 5 }]);
});

test("no stop word, or one that is in everything, is found in nothing", () => {
  for (const word of [undefined, "", "  ", "a", "。", ["a", "b"]]) {
    assert.deepEqual(findStop("a b a。", word), []);
  }
});

test("a stop word of marks alone is found like any other, and ends", () => {
  for (const word of ["##", "**", "//", "\u2014\u2014", "#1"]) {
    const text = `they are here ${word} 1`;
    assert.deepEqual(findStop(text, word), [{ from: 14, to: 16 }], word);
  }
});

test("a text of nothing but marks is few pieces, and loses nothing", () => {
  const marks = "\u202ea".repeat(20_000);
  const pieces = piecesOf(marks);
  assert.ok(pieces.length < 200);
  const shown = pieces.map(({ text, look }) => (look === "mark" ? `(${text})` : text)).join("");
  assert.equal(shown, "(RLO)a".repeat(20_000));
  const words = "now ".repeat(10_000);
  assert.ok(piecesOf(words, findStop(words, "now")).length < 200);
});

test("letters tell a script and never more: Latin ones no language", () => {
  assert.deepEqual(scriptsOf("（演示）他们在我门口。\n(Demo) They are at my door."), [
    "zh",
    "latin",
  ]);
  assert.deepEqual(scriptsOf("他们在我门口敲门，三个人，我没有开门。OK"), ["zh"]);
  assert.deepEqual(scriptsOf("پاسپورتۇمنى ئېلىپ قويدى"), ["ug"]);
  assert.deepEqual(scriptsOf("جواز سفري عندهم"), ["arabic"]);
  assert.deepEqual(scriptsOf("བོད་ཡིག"), ["bo"]);
  assert.deepEqual(scriptsOf("123 :-)"), []);
});

test("the form's language is named only where it was not written", () => {
  assert.ok(fitsForm("护照", "zh-Hans") && fitsForm("My passport", "fr") && fitsForm("", "ug"));
  assert.ok(!fitsForm("护照", "en") && !fitsForm("My passport", "ug"));
  assert.equal(writtenWords("护照", "zh-Hans"), "written Chinese");
  assert.equal(writtenWords("My passport", "en"), "form English"); // Which language it is no letter tells.
  assert.equal(
    writtenWords("Mon passeport", "zh-Hans"),
    "form Simplified Chinese, written Latin letters",
  );
});
