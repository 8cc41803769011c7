/**
 * Shows sealed bodies as the desk and the box show them, for tests/box/test_every_body.py.
 *
 * Takes `{form, loaded, cases}` as JSON on standard input, a case being `{report, contact, summary,
 * messages}`; prints for each case the texts of both pages and the answers in the box.
 */
import { readFileSync } from "node:fs";
import { SHARED_KINDS } from "../../intake/static/js/crypto/case/bodies.js";
import { encodeJson, parseJson } from "../../intake/static/js/crypto/encoding.js";
import { itemOf } from "../../intake/static/js/desk/model/items.js";
import { showBox } from "../../intake/static/js/public/box_view.js";
import { showBanners } from "../../intake/static/js/staff/desk/banners.js";
import { showCase } from "../../intake/static/js/staff/desk/case_view.js";
import { threadItems } from "../../intake/static/js/staff/desk/thread_view.js";
import { emptyPage } from "./page.js";

const DAY = "2026-11-22";
const { form, loaded, cases } = JSON.parse(readFileSync(0, "utf8"));

/** @param {any} given */
function read(given) {
  /** @param {string} kind @param {unknown} body */
  const one = (kind, body) => {
    const parsed = /** @type {any} */ (parseJson(encodeJson(body)));
    SHARED_KINDS[kind].body(parsed);
    return parsed;
  };
  return {
    report: one("report", given.report),
    contact: one("contact", given.contact),
    summary: one("summary", given.summary),
    messages: given.messages.map((/** @type {unknown} */ body) => one("message", body)),
  };
}

/** @param {ReturnType<typeof read>} bodies */
function showDesk({ report, contact, summary, messages }) {
  const root = emptyPage();
  const meta = { received_on: DAY, active_on: DAY, level: "soon", status: "new", holder: "box" };
  const thread = messages.map((/** @type {any} */ body) => ({
    row: { id: "0", by: "reporter", received_on: DAY },
    frame: { body },
    refused: "",
  }));
  const opened = /** @type {any} */ ({
    meta: { ...meta, openings: [] },
    report: { body: report },
    contact: { body: contact },
    summary,
    thread,
    acts: [],
    kept: 0,
    standing: { level: report.level },
  });
  showCase(opened, form);
  showBanners(opened, form, /** @type {any} */ ({ rosters: [] }));
  const lang = String(report.lang);
  root.append(.../** @type {any} */ (threadItems(thread, new Map(), lang)));
  const listed = {
    ...meta,
    case: "0".repeat(32),
    lists: [],
    unconfirmed: [],
    late_keys: [],
    summary: {},
  };
  const answering = { staffed: [1], times: { routine: [1, "days"] } };
  const context = { me: "", today: DAY, answering, tags: form.tags, names: new Map() };
  const found = { case: listed.case, sha256: "", body: summary, refused: "" };
  itemOf(/** @type {any} */ (listed), found, /** @type {any} */ (context));
  return root.textContent;
}

/** @param {ReturnType<typeof read>} bodies */
function showTheirs({ report, contact, messages }) {
  const root = emptyPage();
  const meta = {
    active_on: DAY,
    promise: "",
    readers: true,
    steps: ["received"],
    openings: [],
    server_saw: false,
  };
  const answers = {
    .../** @type {any} */ (report.answers),
    .../** @type {any} */ (contact.answers),
  };
  const said = messages.map((/** @type {any} */ body) => ({ ...body, by: "reporter" }));
  showBox(/** @type {any} */ ({ meta, answers, messages: said }), loaded);
  const shown = root.all().filter(({ attributes }) => attributes["data-answer"]);
  return {
    text: root.textContent,
    answers: shown.map((each) => [each.attributes["data-answer"], each.textContent]),
  };
}

const shown = cases.map((/** @type {any} */ given) => {
  const bodies = read(given);
  return { desk: showDesk(bodies), box: showTheirs(bodies) };
});
console.log(JSON.stringify(shown));
