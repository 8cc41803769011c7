/**
 * What must be known before anything else is read: where the row says something else than report and
 * acts, what is missing, what the server saw (DESIGN, "Plain columns"). What differs is logged.
 */

import { differences } from "../../../crypto/case/acts/comparing.js";
import { dropHidden } from "../../../form/questions.js";
import { evaluate, hoursOf } from "../../../form/triage.js";
import { LEVELS } from "../../../generated/lists.js";
import { say, sayOf } from "../../../words/say.js";
import { incidentOf } from "./incident.js";
import { findMismatches, recompute } from "./mismatch.js";
import { refusalOf } from "./refusals.js";

const HOUR = 3600; // Seconds.

/** @typedef {import("../../keys/case/opening.js").Readable} Readable */
/** @typedef {import("./answers.js").Form} Form */
/** @typedef {{look: "bad" | "warn", title: string, lines: string[]}} Banner */
/** What the log is told. @typedef {{code: string, object: string | null}} Finding */

/**
 * @param {Readable} opened with its report
 * @param {Form} form
 * @param {readonly string[]} recipients of the desk, as its members signed them
 * @param {number} now Unix seconds
 * @returns {{banners: Banner[], findings: Finding[]}}
 */
export function examine(opened, form, recipients, now) {
  const differences = [...differencesOf(opened, form), ...deskDifference(opened, recipients)];
  const lines = differences.map(({ words }) => words);
  /** @type {Banner[]} */
  const banners = differences.length
    ? [{ look: "bad", title: say("differs.title"), lines: [...lines, say("differs.believe")] }]
    : [];
  const { items, meta } = opened;
  const isMissing = items.some(({ missing }) => missing);
  banners.push(...warning(isMissing, "missing"), ...clockBanner(opened, form, now));
  banners.push(...apartBanner(opened), ...warning(meta.server_saw, "saw"));
  const codes = [...new Set(differences.map(({ code }) => code))];
  const findings = codes.map((code) => ({ code, object: null }));
  return { banners, findings: [...findings, ...objectFindings(opened)] };
}

/**
 * @param {Readable} opened
 * @param {Form} form
 * @returns {{code: string, words: string}[]}
 */
function differencesOf(opened, form) {
  const { meta, standing } = opened;
  const found = findMismatches(form, {
    rowLevel: meta.level,
    level: isWhole(opened) ? standing.level : meta.level,
    report: opened.report?.body ?? {},
    incidents: opened.items.flatMap((item) => incidentOf(item) ?? []),
    contactAnswers: /** @type {any} */ (opened.contact.body.answers),
    summary: opened.summary,
  });
  if (opened.summaryRefused) {
    const { what } = refusalOf(opened.summaryRefused);
    found.push({ code: "summary_differs", words: say("differs.summary", { what }) });
  }
  return [...found, ...rowDifferences(opened)];
}

/**
 * Who cannot read all acts cannot compare what they come to.
 * @param {Readable} opened
 */
function isWhole({ items }) {
  return !items.some(({ kept }) => kept);
}

/**
 * Compare where the row stands with what the acts come to; its level is compared with the report.
 * @param {Readable} opened
 */
function rowDifferences(opened) {
  const found = isWhole(opened) ? differences(opened.standing, stateOf(opened.meta)) : [];
  return found
    .filter((part) => part !== "level")
    .map((part) => ({ code: "row_differs", words: sayOf("differs", part) ?? "" }));
}

/**
 * @param {any} meta
 * @returns {import("../../../crypto/case/acts/comparing.js").RowState}
 */
function stateOf({ level, aside, status, paused, assignee, cover, excluded, people }) {
  const named = (/** @type {string[]} */ names) =>
    people.filter((/** @type {any} */ each) => names.includes(each.name)).map(idOf);
  return {
    level,
    aside,
    closed: status === "closed",
    paused: Boolean(paused),
    holders: named([assignee, cover]),
    excluded: named(excluded),
  };
}

/** @param {{id: string}} person */
function idOf({ id }) {
  return id;
}

/**
 * A report names the recipient it was sealed to; it must be one the members signed.
 * @param {Readable} opened
 * @param {readonly string[]} recipients
 */
function deskDifference({ report }, recipients) {
  const known = recipients.includes(String(report?.body.desk));
  return known ? [] : [{ code: "bad_roster", words: say("differs.desk") }];
}

/**
 * @param {unknown} holds
 * @param {"missing" | "clock" | "apart" | "saw"} name
 * @param {Record<string, string | number>} [values]
 * @returns {Banner[]}
 */
function warning(holds, name, values) {
  const lines = [say(`${name}.means`, values)];
  return holds ? [{ look: "warn", title: say(`${name}.title`), lines }] : [];
}

/**
 * A date that was far away when it was sent may be near now.
 * @param {Readable} opened
 * @param {Form} form
 * @param {number} seconds
 */
function clockBanner({ report, standing }, form, seconds) {
  const answers = dropHidden(form, /** @type {any} */ (report?.body.answers));
  const now = evaluate(form.rules, answers, seconds);
  const then = recompute(form, report?.body ?? {});
  const risen = rank(now.level) < rank(then.level) && rank(now.level) < rank(standing.level);
  return warning(risen, "clock", { level: now.level, rules: now.rules.join(", ") });
}

/**
 * A clock that was wrong makes dates look nearer or farther than they were.
 * @param {Readable} opened
 */
function apartBanner({ report }) {
  const [at, told] = hoursOf(report?.body ?? {});
  const hours = Math.abs(at - told) / HOUR;
  return warning(hours > 1, "apart", { n: hours });
}

/** @param {Readable} opened @returns {Finding[]} */
function objectFindings({ items }) {
  return items.flatMap((item) => {
    const code = item.refused || (item.missing ? "missing_parent" : "");
    return code ? [{ code, object: item.row.id }] : [];
  });
}

/** @param {string} level */
function rank(level) {
  return LEVELS.indexOf(level);
}
