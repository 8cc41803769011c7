/** A supervisor's look over the whole desk, from plain columns; nothing here can be opened. */

import { element, refill } from "../dom.js";
import { LEVEL_WORDS, STATUS_WORDS, wordFor } from "../staff/labels.js";
import { getJson } from "../staff/staff_api.js";
import { input, place, showState } from "../staff/staff_dom.js";
import { DATES } from "../words/en/staff/language.js";
import { say, sayOf } from "../words/say_overview.js";
import { wireAbsence } from "./absence.js";

/** @typedef {Record<string, any>} Row */
/** @typedef {Parameters<typeof say>[0]} Key */
/** @typedef {{head: Key, cell: (row: Row) => Node | string}} Column */

/** @type {Record<string, Column>} */
const COLUMNS = {
  case: { head: "overview.col_case", cell: caseCell },
  state: { head: "overview.col_state", cell: (row) => wordFor(STATUS_WORDS, row.status) },
  holder: { head: "overview.col_holder", cell: (row) => person(row.assignee) },
  cover: { head: "overview.col_cover", cell: (row) => person(row.cover) },
  onIt: { head: "overview.col_on_it", cell: (row) => person(row.on_it) },
  contact: {
    head: "overview.col_contact",
    cell: (row) => row.last_contact ?? say("overview.never"),
  },
  since: { head: "overview.col_since", cell: (row) => row.waiting_on ?? "–" },
  days: { head: "overview.col_days", cell: (row) => String(row.days) },
  aside: { head: "overview.col_aside", cell: (row) => row.aside_on },
  alone: { head: "overview.col_alone", cell: (row) => aloneWords(row.alone) },
  act: { head: "overview.col_act", cell: (row) => sayOf("overview.act", row.act) ?? row.act },
  by: { head: "overview.col_by", cell: (row) => person(row.by) },
  for: { head: "overview.col_for", cell: (row) => row.for ?? say("overview.anybody") },
  ends: { head: "overview.col_ends", cell: (row) => moment(row.expires_at) },
};

/** What the page shows, in its order: the part of the answer, and the columns of its table. */
const PARTS = /** @type {const} */ ([
  ["emergencies", ["case", "state", "onIt", "holder", "cover", "contact", "since"]],
  ["unreadable", ["case", "state", "since"]],
  ["unattended", ["case", "state", "holder", "cover", "since"]],
  ["alone", ["case", "alone", "holder", "cover"]],
  ["proposals", ["case", "act", "by", "for", "ends"]],
  ["late", ["case", "state", "since", "holder", "cover"]],
  ["unassigned", ["case", "days", "since"]],
  ["aside", ["case", "aside", "holder"]],
]);

/** Fetch and show; for somebody who is ill it can be said here that they are away. */
export async function overviewPage() {
  showState("loading");
  wireAbsence(show, () => input("away_who").value);
  await show();
}

async function show() {
  const found = await getJson("/desk/overview/data");
  const parts = PARTS.map(([name, columns]) => part(name, columns, found[name]));
  refill(place("parts"), ...storage(found.storage), ...parts);
  refill(place("people"), people(found.people));
  refill(input("away_who"), ...found.people.map(option));
  showState("overview");
}

/**
 * @param {Row} found how it stands with the room for what arrives
 * @returns {HTMLElement[]} nothing while there is enough
 */
function storage({ state, left_mb, reports_mb, emergencies_mb }) {
  const words = sayOf("overview.storage", state, {
    left: left_mb,
    reports: reports_mb,
    emergencies: emergencies_mb,
  });
  const look = state === "full" ? "bad" : "warn";
  const todo = say("overview.storage_todo");
  return words
    ? [element("p", { class: `notice ${look}`, "data-storage": state }, `${words} ${todo}`)]
    : [];
}

/**
 * @param {string} name
 * @param {readonly string[]} columns
 * @param {Row[]} rows
 */
function part(name, columns, rows) {
  const shown = columns.map((column) => COLUMNS[column]);
  const cells = rows.map((row) => ({ row, cells: shown.map(({ cell }) => cell(row)) }));
  return sheet(
    name,
    rows.length,
    shown.map(({ head }) => head),
    cells,
  );
}

/** @param {Row[]} rows */
function people(rows) {
  const cells = rows.map((row) => ({
    row,
    cells: [row.name, String(row.assignee), String(row.cover), row.away_until ?? ""],
  }));
  const heads = /** @type {const} */ ([
    "overview.col_person",
    "overview.col_holds",
    "overview.col_covers",
    "overview.col_away",
  ]);
  return sheet("people", rows.length, heads, cells);
}

/**
 * @param {string} name
 * @param {number} count
 * @param {readonly Key[]} heads
 * @param {{row: Row, cells: (Node | string)[]}[]} rows
 */
function sheet(name, count, heads, rows) {
  const id = `part-${name}`;
  const title = element("h2", { id }, `${sayOf("overview", name)} `);
  title.append(element("span", { class: "quiet" }, String(count)));
  const named = { class: "sheet", "aria-labelledby": id, "data-part": name };
  const made = element("section", named, title);
  made.classList.toggle("none", !count);
  made.append(
    count ? table(id, heads, rows) : element("p", { class: "quiet" }, say("overview.none")),
  );
  return made;
}

/**
 * @param {string} id of the heading that names it
 * @param {readonly Key[]} heads
 * @param {{row: Row, cells: (Node | string)[]}[]} rows
 */
function table(id, heads, rows) {
  const head = heads.map((key) => element("th", { scope: "col" }, say(key)));
  const body = rows.map(({ row, cells }) =>
    element(
      "tr",
      { "data-case": row.case, "data-level": row.level },
      ...cells.map((cell, at) => element("td", { "data-head": say(heads[at]) }, cell)),
    ),
  );
  const made = element("table", { class: "rows people", "aria-labelledby": id });
  made.append(element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body));
  return element(
    "div",
    { class: "wide", tabindex: "0", role: "group", "aria-labelledby": id },
    made,
  );
}

/** @param {Row} row of a member */
function option({ id, name }) {
  return element("option", { value: id }, name);
}

/** @param {Row} row */
function caseCell(row) {
  const id = element("code", {}, `${row.case.slice(0, 4)} ${row.case.slice(4, 8)}`);
  const shown = element("span", {});
  if (row.level) {
    const level = element("span", { class: "level" }, wordFor(LEVEL_WORDS, row.level));
    shown.append(level, " ");
    if (!row.opened) {
      shown.append(element("span", { class: "quiet" }, say("overview.claimed")), " ");
    }
  }
  shown.append(id);
  return shown;
}

/** @param {string[]} acts */
function aloneWords(acts) {
  return acts.map((act) => sayOf("overview.alone", act) ?? act).join("; ");
}

/** @param {string | null} name */
function person(name) {
  return name ?? element("b", {}, say("overview.nobody"));
}

/** @param {number} seconds Unix seconds */
function moment(seconds) {
  const shape = /** @type {const} */ ({ weekday: "short", hour: "2-digit", minute: "2-digit" });
  return new Intl.DateTimeFormat(DATES, shape).format(seconds * 1_000);
}
