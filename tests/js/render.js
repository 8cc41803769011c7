/**
 * Shows sealed bodies as the desk and the box show them, for tests/box/test_every_body.py.
 *
 * Takes `{form, loaded, cases, lang}` as JSON on standard input, a case being `{report, contact,
 * summary, messages, openings}`; prints for each case the texts of both pages, and the answers and the
 * lines of openings in the box.
 */
import { readFileSync } from "node:fs";
import { SHARED_KINDS } from "../../intake/static/js/crypto/case/bodies.js";
import { encodeJson, parseJson } from "../../intake/static/js/crypto/encoding.js";
import { examine } from "../../intake/static/js/desk/model/report/findings.js";
import * as current from "../../intake/static/js/desk/state/case/current.js";
import { opened as address } from "../../intake/static/js/desk/state/route.js";
import * as store from "../../intake/static/js/desk/state/store.js";
import { showBox } from "../../intake/static/js/public/box/view.js";
import { answering, row } from "./desk/listed.js";
import { item, opened } from "./desk/opened.js";
import { emptyPage } from "./page.js";
import "./jsx.js";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";

const { Desk } = await import("../../intake/static/js/desk/views/desk.jsx");

const TABS = /** @type {const} */ (["messages", "notes", "report", "times"]);
const DAY = "2026-11-22";
const { form, loaded, cases, lang } = JSON.parse(readFileSync(0, "utf8"));

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
    openings: given.openings ?? [],
  };
}

/** @param {ReturnType<typeof read>} bodies */
function showDesk({ report, contact, summary, messages }) {
  const shown = /** @type {any} */ (
    opened({
      items: messages.map((/** @type {any} */ body) => item({ body })),
      meta: { received_on: DAY, level: "soon" },
      more: { report: { body: report }, contact: { body: contact }, summary },
    })
  );
  store.phase.value = "ready";
  store.who.value = { account: shown.account, username: "anna", role: "caseworker" };
  const rows = [row({ case: shown.case, received_on: DAY })];
  const listing = { counts: {}, rows, whole: true, desk: null, answering, tags: form.tags };
  store.listing.value = { ...listing, words: {}, people: [] };
  const opening = { case: shown.case, sha256: "", body: summary, refused: "" };
  store.summaries.value = new Map([[shown.case, opening]]);
  address.value = shown.case;
  current.form.value = form;
  current.open.value = shown;
  current.place.value = current.atPlace("open");
  current.banners.value = examine(shown, form, [], 0).banners;
  return TABS.map((tab) => {
    current.tab.value = tab;
    return textOf(renderToString(h(Desk, { port: /** @type {any} */ (null) })));
  }).join("\n");
}

/** @param {string} drawn */
function textOf(drawn) {
  const text = drawn.replace(/<(?:"[^"]*"|[^">])*>/g, "");
  return text
    .replace(/&lt;/g, "<")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
}

/** @param {ReturnType<typeof read>} bodies */
function showTheirs({ report, contact, messages, openings }) {
  const root = emptyPage(lang);
  const meta = {
    active_on: DAY,
    promise: "",
    readers: true,
    steps: ["received"],
    openings,
    server_saw: false,
  };
  const answers = {
    .../** @type {any} */ (report.answers),
    .../** @type {any} */ (contact.answers),
  };
  const said = messages.map((/** @type {any} */ body) => ({ ...body, by: "reporter" }));
  document.documentElement.dataset.days = loaded.days.join("|"); // As `loadData` does.
  showBox(/** @type {any} */ ({ meta, answers, messages: said }), loaded);
  const shown = root.all().filter(({ attributes }) => attributes["data-answer"]);
  const [list] = root.all().flatMap(({ found }) => found.get("[data-openings]") ?? []);
  return {
    text: root.textContent,
    openings: list.children.map((/** @type {any} */ line) => line.textContent),
    answers: shown.map((each) => [each.attributes["data-answer"], each.textContent]),
  };
}

const shown = cases.map((/** @type {any} */ given) => {
  const bodies = read(given);
  return { desk: showDesk(bodies), box: showTheirs(bodies) };
});
console.log(JSON.stringify(shown));
