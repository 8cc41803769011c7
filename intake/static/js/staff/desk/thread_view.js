/** The messages of a case, theirs and ours. */
import { element } from "../../dom.js";
import { dayWords } from "./due.js";
import { dayOf } from "./open_thread.js";
import { refusalOf } from "./refusals.js";

/** @typedef {import("./open_thread.js").ThreadItem} ThreadItem */

/**
 * @param {ThreadItem[]} thread
 * @param {Map<string, string>} names of the staff by account id
 * @param {string} lang of the reporter
 * @returns {HTMLElement[]} list items
 */
export function threadItems(thread, names, lang) {
  return thread.map((item) => {
    const by = item.row.by === "staff" ? "staff" : "reporter";
    const line = element("p", { class: "from" }, fromWords(item, names));
    line.append(element("span", {}, dayWords(dayOf(item))));
    const text = item.frame ? String(item.frame.body.text) : refusedWords(item);
    const words = element("p", { class: "text", dir: "auto", lang: textLang(by, lang) }, text);
    const notes = item.missing
      ? [element("p", { class: "tag warn" }, "Something before this is missing here")]
      : [];
    return element("li", { "data-message": item.row.id, "data-by": by }, line, words, ...notes);
  });
}

/** @param {string} by @param {string} lang */
function textLang(by, lang) {
  return by === "staff" ? undefined : lang;
}

/**
 * @param {ThreadItem} item
 * @param {Map<string, string>} names
 */
function fromWords({ row, signer }, names) {
  if (row.by === "staff") {
    return element("b", {}, names.get(signer) ?? "Staff");
  }
  return element("b", {}, row.by === "helper" ? "A helper of the reporter" : "The reporter");
}

/** @param {ThreadItem} item */
function refusedWords({ refused }) {
  return `This message was not opened. ${refusalOf(refused).what} (${refused})`;
}
