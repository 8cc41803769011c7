/**
 * The JavaScript half of tests/mixed/finding.py: `node tests/js/mixed.js`.
 *
 * Takes strings with what should come of them as JSON on standard input; prints for each what did not.
 */
import { readFileSync } from "node:fs";
import { encodeJson, parseJson } from "../../intake/static/js/crypto/encoding.js";
import {
  found,
  lettersKnown,
  search as lookedFor,
} from "../../intake/static/js/desk/state/list/chosen.js";
import { findByWords } from "../../intake/static/js/desk/state/list/read.js";
import { listing, who } from "../../intake/static/js/desk/state/store.js";
import { fold, foldWords } from "../../intake/static/js/form/folding.js";
import { readAnswers } from "../../intake/static/js/public/questions/reading.js";
import { answering, row } from "./desk/listed.js";
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
lettersKnown.value = true;

/** A form of one question. @type {any} */
const FORM = { questions: { story: { t: "textarea" } }, dates: [] };

/** @param {string} value @returns {unknown} what the form's script reads from a field */
function readField(value) {
  const root = { querySelectorAll: () => [{ name: "story", type: "textarea", value }] };
  return readAnswers(/** @type {any} */ (root), FORM).story ?? "";
}

const OPENED = row({ case: "a".repeat(32) });

who.value = { account: "", username: "anna", role: "caseworker" };

/** Have one of two cases opened, in which somebody wrote something. @param {string} story */
function open(story) {
  const given = { case: OPENED.case, report: { body: { answers: { story } } }, items: [] };
  findByWords(/** @type {any} */ (given));
  listing.value = /** @type {any} */ ({ rows: [OPENED, row()], people: [], answering, tags: {} });
}

/** @param {string} words @returns {boolean} whether the desk finds that case */
function finds(words) {
  lookedFor.value = words;
  return found.value.some((item) => item.row === OPENED);
}

/** @param {Asked} asked @returns {string[]} */
function wrongOf({ text, read, json, search, around, folded, words, broken, mended }) {
  const bytes = encodeJson(text);
  open(`${around} ${text} ${around}`);
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
    [!words || finds(text), "it is not found"],
    [!words || finds(search), `${JSON.stringify(search)} does not find it`],
  ];
  return held.filter(([holds]) => !holds).map(([, what]) => what);
}

const asked = /** @type {Asked[]} */ (JSON.parse(readFileSync(0, "utf8")));
process.stdout.write(JSON.stringify(asked.map(wrongOf)));
