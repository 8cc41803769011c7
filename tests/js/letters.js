/** The letters that the desk fetches, for tests that fold. */
import { readFileSync } from "node:fs";
import { learnLetters } from "../../intake/static/js/form/folding.js";

const FILE = new URL("../../intake/form/data/folding.json", import.meta.url);

export function learnAllLetters() {
  learnLetters(JSON.parse(readFileSync(FILE, "utf8")));
}
