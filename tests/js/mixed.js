/**
 * The JavaScript half of tests/mixed/finding.py: `node tests/js/mixed.js`.
 *
 * Takes strings with what should come of them as JSON on standard input; prints for each what did not.
 */
import { readFileSync } from "node:fs";
import { encodeJson, parseJson } from "../../intake/static/js/crypto/encoding.js";
import { finds } from "../../intake/static/js/desk/model/list/finding.js";
import { itemOf } from "../../intake/static/js/desk/model/list/items.js";
import { fold, foldWords } from "../../intake/static/js/form/folding.js";
import { readAnswers } from "../../intake/static/js/public/questions/reading.js";
import { context, row } from "./desk/listed.js";
import { learnAllLetters } from "./letters.js";

/**
 * @typedef {object} Asked
 * @property {string} text
 * @property {string} read as the form takes it: newlines as LF, without blanks around it
 * @property {string} json its canonical JSON, in hexadecimal digits
 * @property {string} search the same, typed in another way
 * @property {string} around what stands around it
 * @property {string} folded
 * @property {string} words
 * @property {string} broken with half a character in it
 * @property {string} mended what the form makes of that
 */

learnAllLetters();

/** A form of one question. @type {any} */
const FORM = { questions: { story: { t: "textarea" } }, dates: [] };

/** @param {string} value @returns {unknown} what the form's script reads from a field */
function readField(value) {
  const root = { querySelectorAll: () => [{ name: "story", type: "textarea", value }] };
  return readAnswers(/** @type {any} */ (root), FORM).story ?? "";
}

/** @param {string} name who has the case, the only words of a row that are anybody's own */
function textOf(name) {
  const names = new Map([["holder", name]]);
  return itemOf(row({ assignee: "holder" }), undefined, { ...context, names }).text;
}

/** @param {Asked} asked @returns {string[]} */
function wrongOf({ text, read, json, search, around, folded, words, broken, mended }) {
  const bytes = encodeJson(text);
  const there = foldWords(textOf(`${around} ${text} ${around}`));
  /** @type {[boolean, string][]} */
  const held = [
    [readField(text) === read, "the form reads something else"],
    [
      readField(`x${broken}x`) === `x${mended}x`.replace(/\r\n?/g, "\n"),
      "half a character is kept",
    ],
    [Buffer.from(bytes).toString("hex") === json, "its JSON has other bytes"],
    [parseJson(bytes) === text, "its JSON is read as something else"],
    [fold(text) === folded, `it is folded otherwise: ${JSON.stringify(fold(text))}`],
    [foldWords(text) === words, `its words are others: ${JSON.stringify(foldWords(text))}`],
    [!words || finds(there, words), "it is not found"],
    [!words || finds(there, foldWords(search)), `${JSON.stringify(search)} does not find it`],
  ];
  return held.filter(([holds]) => !holds).map(([, what]) => what);
}

const asked = /** @type {Asked[]} */ (JSON.parse(readFileSync(0, "utf8")));
process.stdout.write(JSON.stringify(asked.map(wrongOf)));
