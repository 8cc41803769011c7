/** One case as the list shows it: from its plain row and its opened summary to words. */

import { LEVEL_WORDS, STATUS_WORDS, wordFor } from "../../../staff/labels.js";
import { languageName, sayOf } from "../../../words/say.js";
import { holderOf } from "../names.js";
import { ageOf } from "./age.js";
import { marksOf } from "./marks.js";
import { higherLevel } from "./order.js";
import { nextDate, whyOf } from "./why.js";

/** @typedef {import("../../data/rows.js").Row} Row */
/** @typedef {import("../../keys/summaries.js").Summary} Summary */
/**
 * What every case is judged by. `me` is the reader's user name, `tags` the words of the form's tags,
 * `names` are user names by account id.
 * @typedef {{me: string, today: string, answering: import("../due.js").Answering,
 *   tags: Record<string, string>, names: Map<string, string>,
 *   people?: import("../names.js").Colleague[]}} Context
 */
/**
 * What is known of a case: `body` of its summary or null, `pending` while it is still to be opened,
 * `refused` why it did not open, `level` the one to show.
 * @typedef {{row: Row, body: any, pending: boolean, refused: string, level: string}} Facts
 */
/**
 * @typedef {object} Item
 * @property {Row} row
 * @property {any} body
 * @property {boolean} pending
 * @property {string} refused
 * @property {string} level
 * @property {boolean} readable whether its summary opened, or is still to be opened
 * @property {boolean} alarm an emergency that nobody is on
 * @property {string} next the next date sealed in it, or empty
 * @property {import("./why.js").Why} why
 * @property {{words: string, late: boolean}} age
 * @property {string} what kinds, country and language
 * @property {import("../names.js").Holder} holder
 * @property {import("./marks.js").Mark[]} marks
 * @property {string} text what it is found by
 */

/** Said of a summary that this account holds no key for: its plain row is all there is to show. */
export const NOT_OURS = "not_ours";

/** @type {WeakMap<Row, {summary: Summary | undefined, today: string, item: Item}>} */
const made = new WeakMap();

/**
 * Return a case for the list. The same row and summary give the same item, so that opening a thousand
 * summaries does not make a thousand lists anew.
 * @param {Row} row
 * @param {Summary | undefined} summary undefined while it is still to be opened
 * @param {Context} context
 * @returns {Item}
 */
export function itemOf(row, summary, context) {
  const known = made.get(row);
  if (known && known.summary === summary && known.today === context.today) {
    return known.item;
  }
  const item = makeItem(row, summary, context);
  made.set(row, { summary, today: context.today, item });
  return item;
}

/**
 * @param {Row} row
 * @param {Summary | undefined} summary
 * @param {Context} context
 * @returns {Item}
 */
function makeItem(row, summary, context) {
  const body = summary?.body ?? null;
  const level = shownLevel(row, body);
  const refused = summary && summary.refused !== NOT_OURS ? summary.refused : "";
  const facts = { row, body, pending: !summary && Boolean(row.summary), refused, level };
  const item = {
    ...facts,
    readable: !facts.refused,
    alarm: level === "emergency" && isOpen(row) && !row.on_it,
    next: nextDate(body, context.today)?.day ?? "",
    why: whyOf(facts, context),
    age: ageOf(facts, context),
    what: whatOf(body),
    holder: holderOf(row, context),
    marks: marksOf(facts, context),
  };
  return { ...item, text: textOf(item) };
}

/**
 * Until somebody has taken a case its row is the server's word, and the higher of row and summary
 * counts; from then on acts may have moved it.
 * @param {Row} row
 * @param {any} body
 */
function shownLevel(row, body) {
  return body && !row.assignee ? higherLevel(row.level, String(body.level)) : row.level;
}

/** @param {Row} row */
function isOpen({ status, aside }) {
  return status !== "closed" && !aside;
}

/** @param {any} body @returns {string} */
function whatOf(body) {
  if (!body) {
    return "";
  }
  const kinds = body.kinds.map((/** @type {string} */ kind) => sayOf("kind", kind) ?? kind);
  const country = sayOf("country", body.country) ?? body.country.toUpperCase();
  return [...kinds, country, languageName(body.lang)].filter(Boolean).join(" · ");
}

/** @param {Omit<Item, "text">} item @returns {string} */
function textOf({ row, body, level, why, what, holder, marks }) {
  const rules = (body?.rules ?? []).map((/** @type {string} */ id) => sayOf("rule", id) ?? id);
  const words = [wordFor(LEVEL_WORDS, level), wordFor(STATUS_WORDS, row.status)];
  const said = [why.when, why.words, what, holder.full, ...marks.map((mark) => mark.words)];
  return [row.case, shortId(row.case), ...words, ...said, ...rules].join(" ");
}

/**
 * @param {string} id
 * @returns {string} enough of a case id to tell two apart when people talk
 */
export function shortId(id) {
  return `${id.slice(0, 4)} ${id.slice(4, 8)}`;
}
