/**
 * Asking back about an answer: what is wrong with it, what was read, and what it can mean.
 *
 * Twin of `intake/web/words/asking.py`.
 */

import { isDay } from "../../crypto/shapes.js";
import { element } from "../../dom.js";
import { readTyped } from "../../form/typed_dates.js";
import { fill, formatDay } from "../dom.js";

const SHOWN_CHARACTERS = 60;
const YEARS = [-4, -3, -2, -1, 0, 1, 2, 3, 4]; // Among them there is a leap year.

/**
 * @param {string} words what is asked back, with places for `said` and `meant`
 * @param {import("../../form/typed_dates.js").Grammar} grammar
 * @param {unknown} answer a day with its fields as `questions.js` joins them
 * @returns {(Node | string)[]} parts of it; what was written is no helper's to translate
 */
export function askBack(words, grammar, answer) {
  const fields = String(answer).split("|");
  const written = fields.filter((_, at) => fields.length < 2 || at % 2);
  const said = Array.from(written.join(" ").replace(/@/g, "").trim()).slice(0, SHOWN_CHARACTERS);
  const meant = readTyped(grammar, String(answer)).meant.map(withYear).map(formatDay);
  const [before, after] = fill(words, { meant: meant.join(" / ") }).split("{said}");
  // An isolate: what somebody wrote turns no sentence of ours around.
  const quoted = element("span", { translate: "no" }, `\u2068${said.join("")}\u2069`);
  return after === undefined ? [before] : [before, quoted, after];
}

/** @param {string} meant a day, perhaps without its year: then the nearest is meant */
function withYear(meant) {
  const now = Date.now();
  const away = (/** @type {string} */ day) => Math.abs(Date.parse(day) - now);
  const days = YEARS.map((years) => `${new Date(now).getUTCFullYear() + years}${meant}`);
  return meant[0] === "-" ? days.filter(isDay).sort((a, b) => away(a) - away(b))[0] : meant;
}
