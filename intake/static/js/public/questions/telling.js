/** What the rules tell whoever writes, as soon as a rule speaks: on a screen of its own, and at the end. */

import { element } from "../../dom.js";
import { toldBy } from "../../form/triage.js";

/** @typedef {import("../../form/conditions.js").Answers} Answers */
/** @typedef {import("../../form/triage.js").Rules} Rules */
/**
 * Title, text, points, what the link to the numbers says, last sentence; the last two may be empty.
 * @typedef {[string, string, string[], string, string]} Words
 */

/**
 * Return what is told about these answers: at each of these moments, each once.
 * @param {Rules} rules
 * @param {Answers} answers hidden ones dropped
 * @param {readonly number[]} [moments] now, or the hours at which a report was judged
 * @returns {string[]} names of what is told
 */
export function toldNow(rules, answers, moments = [Date.now() / 1000]) {
  return toldBy(rules, answers, moments);
}

/**
 * @param {string} name of what is told
 * @param {Words} words
 * @returns {HTMLElement} a section that says it
 */
export function toldSection(name, [title, text, points, danger, end]) {
  const way = element("a", { href: "#danger" }, element("b", {}, danger));
  return element(
    "section",
    { class: "care", "data-tells": name },
    element("h2", {}, title),
    element("p", {}, text),
    element("ol", {}, ...points.map((point) => element("li", {}, point))),
    ...[danger && way, end].filter(Boolean).map((last) => element("p", {}, last)),
  );
}
