/** The rows of the queue: from a listed case and its opened summary to cells. */

import { element, find } from "../../dom.js";
import { LEVELS } from "../../generated/lists.js";
import {
  countryWord,
  KIND_WORDS,
  LANGUAGE_WORDS,
  LEVEL_WORDS,
  STATUS_WORDS,
  WHO_WORDS,
  wordFor,
} from "../labels.js";
import { copyTemplate } from "../staff_dom.js";
import { dayWords, dueState, targetWords } from "./due.js";

/** @typedef {import("./open_queue.js").Waiting} Waiting */
/** @typedef {import("./order.js").Listed} Listed */
/** @typedef {import("./due.js").Answering} Answering */

/**
 * @param {Waiting} item
 * @param {string} today
 * @param {{answering: Answering, tags: Record<string, string>}} listing with the words of tags
 * @returns {HTMLElement}
 */
export function waitingRow(item, today, { answering, tags }) {
  const row = startRow("waiting-row", item.row, item.level);
  const due = clockOf(item, today, answering);
  const clock = find(".clock", row);
  clock.dataset.due = due.state;
  clock.dataset.used = String(due.used);
  clock.append(due.words);
  cell(row, "target").append(`within ${targetWords(answering, item.level)}`);
  fillSummary(row, item);
  addMarks(row, waitingMarks(item, tags));
  return row;
}

/**
 * Say how a row stands against its time. Only the day of a report is known, and an emergency has
 * minutes: one that came today is never shown as less pressing than anything that is late.
 * @param {Waiting} item
 * @param {string} today
 * @param {Answering} answering
 * @returns {{state: string, words: string, used: number}}
 */
export function clockOf({ level, row }, today, answering) {
  const due = dueState(answering, level, row.received_on, today);
  const now = level === "emergency" && due.state !== "over";
  return now ? { state: "now", words: "act now", used: 8 } : due;
}

/**
 * @param {Listed} listed
 * @param {string} username of the reader
 * @returns {HTMLElement}
 */
export function yoursRow(listed, username) {
  const row = startRow("yours-row", listed, listed.level);
  const mine = listed.assignee === username;
  cell(row, "moved").append(`moved ${dayWords(listed.active_on)}`);
  find(".open", row).append(`Case ${shortId(listed.case)}`);
  cell(row, "status").append(wordFor(STATUS_WORDS, listed.status));
  cell(row, "part").append(mine ? "" : `you cover for ${listed.assignee}`);
  addMarks(row, listed.server_saw ? [SAW] : []);
  return row;
}

/**
 * @param {string} id
 * @returns {string} enough of a case id to tell two apart when people talk
 */
export function shortId(id) {
  return `${id.slice(0, 4)} ${id.slice(4, 8)}`;
}

/**
 * @param {string} template
 * @param {Listed} listed
 * @param {string} level
 */
function startRow(template, listed, level) {
  const row = copyTemplate(template);
  row.dataset.case = listed.case;
  row.dataset.level = level;
  find(".level", row).append(wordFor(LEVEL_WORDS, level));
  find(".open", row).setAttribute("href", `/desk/${listed.case}`);
  return row;
}

/**
 * @param {HTMLElement} row
 * @param {Waiting} item
 */
function fillSummary(row, { row: listed, summary, refused }) {
  const link = find(".open", row);
  if (!summary) {
    link.append(`Case ${shortId(listed.case)}: its line cannot be opened (${refused})`);
    return;
  }
  const kinds = summary.kinds.map((/** @type {string} */ kind) => wordFor(KIND_WORDS, kind));
  link.append(kinds.join(" · ") || "In their own words");
  cell(row, "who").append(wordFor(WHO_WORDS, summary.who_for));
  cell(row, "country").append(countryWord(summary.country));
  cell(row, "lang").append(wordFor(LANGUAGE_WORDS, summary.lang));
}

const SAW = { look: "warn", words: "Server saw it", title: "Sent without JavaScript" };

/**
 * @param {Waiting} item
 * @param {Record<string, string>} tags
 */
function waitingMarks({ row, summary, refused, level }, tags) {
  const marks = [];
  if (refused) {
    marks.push({ look: "bad", words: "Cannot be opened", title: refused });
  }
  if (summary?.avoid) {
    const title = "They name somebody who must not see it: open it before you speak of it";
    marks.push({ look: "bad", words: "Somebody must not see it", title });
  }
  if (summary && (summary.level !== row.level || level !== row.level)) {
    const title = `The server says ${row.level}, the summary ${summary.level}`;
    marks.push({ look: "bad", words: "Level differs", title });
  }
  for (const tag of summary?.tags ?? []) {
    marks.push({ look: "", words: wordFor(tags, tag), title: tag });
  }
  return row.server_saw ? [...marks, SAW] : marks;
}

/**
 * @param {HTMLElement} row
 * @param {{look: string, words: string, title: string}[]} marks
 */
function addMarks(row, marks) {
  const tags = marks.map(({ look, words, title }) =>
    element("span", { class: `tag ${look}`, title }, words),
  );
  find(".marks", row).append(...tags);
}

/**
 * @param {HTMLElement} row
 * @param {string} name
 */
function cell(row, name) {
  return find(`[data-cell="${name}"]`, row);
}

/**
 * @param {Waiting[]} waiting
 * @param {string} today
 * @param {Answering} answering
 * @returns {string} such as "1 emergency, 3 urgent. 2 are late."
 */
export function countWords(waiting, today, answering) {
  const counts = LEVELS.map((level) => {
    const count = waiting.filter((item) => item.level === level).length;
    return count ? `${count} ${level}` : "";
  }).filter(Boolean);
  const late = waiting.filter((item) => clockOf(item, today, answering).state === "over").length;
  return `${counts.join(", ")}${late ? `; ${late} late` : ""}`;
}
