/** Who has opened a report, as the reporter reads it. Text goes in as text, never as HTML. */

import { element } from "../../dom.js";
import { fill, formatDay } from "../dom.js";

/** @typedef {{day: string, role: string, purpose: string}} Opening */
/** @typedef {import("./view.js").Loaded} Loaded */

/**
 * Return what is said of each opening, in their order.
 * @param {Opening[]} openings
 * @param {Loaded} loaded
 */
export function describe(openings, { roles, purposes }) {
  return openings.map(
    ({ day, role, purpose }) =>
      `${formatDay(day)} · ${roles[role] ?? role} · ${purposes[purpose] ?? purpose}`,
  );
}

/**
 * Say the same once, with its number: each reload of a caseworker's page is an opening, and many lines
 * frighten.
 * @param {HTMLElement} list
 * @param {string[]} lines
 * @param {Record<string, string>} words
 */
export function showLines(list, lines, words) {
  for (const line of new Set(lines)) {
    const n = lines.filter((each) => each === line).length;
    list.append(element("li", {}, n > 1 ? `${line} · ${fill(words.times, { n })}` : line));
  }
  if (!lines.length) {
    list.append(element("li", { class: "soft" }, words.nobody));
  }
}
