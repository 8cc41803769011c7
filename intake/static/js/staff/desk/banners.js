/** What must be known before anything else is read: differences, gaps, and what the server saw. */

import { element, refill } from "../../dom.js";
import { dropHidden } from "../../form/questions.js";
import { evaluate } from "../../form/triage.js";
import { LEVELS } from "../../generated/lists.js";
import { place } from "../staff_dom.js";
import { findMismatches, recompute } from "./mismatch.js";
import { refusalOf } from "./refusals.js";

/** @typedef {import("./open_case.js").OpenedCase} OpenedCase */
/** @typedef {import("./answers_view.js").Form} Form */
/** @typedef {{code: string, object: string | null}} Finding what the log is told */

/**
 * Show the banners of an opened case.
 * @param {OpenedCase} opened
 * @param {Form} form
 * @param {import("../../crypto/roster/rosterchain.js").Walk} walk
 * @returns {Finding[]} what differs and must be logged
 */
export function showBanners(opened, form, walk) {
  const differences = [...differencesOf(opened, form), ...deskDifference(opened, walk)];
  const banners = differences.length ? [differenceBanner(differences)] : [];
  if (opened.thread.some((item) => item.missing)) {
    banners.push(
      banner("warn", "Something is missing here", [
        "A message refers to one that the server did not send. It may be lost or held back.",
      ]),
    );
  }
  banners.push(...clockBanner(opened, form), ...sawBanner(opened));
  refill(place("banners"), ...banners);
  return [...differences.map(({ code }) => ({ code, object: null })), ...objectFindings(opened)];
}

/**
 * @param {OpenedCase} opened
 * @param {Form} form
 */
function differencesOf(opened, form) {
  const found = findMismatches(form, {
    rowLevel: opened.meta.level,
    level: opened.kept ? opened.meta.level : opened.standing.level,
    report: opened.report.body,
    contactAnswers: /** @type {any} */ (opened.contact.body.answers),
    summary: opened.summary,
  });
  if (opened.summaryRefused) {
    const { what } = refusalOf(opened.summaryRefused);
    found.push({
      code: "summary_differs",
      words: `The queue's line could not be trusted. ${what}`,
    });
  }
  return found;
}

/**
 * A report names the recipient it was sealed to; it must be one the members signed.
 * @param {OpenedCase} opened
 * @param {import("../../crypto/roster/rosterchain.js").Walk} walk
 */
function deskDifference({ report }, walk) {
  const known = walk.rosters.some(({ recipient }) => recipient === report.body.desk);
  const words = "It was sealed to a key that no member of this desk has signed.";
  return known ? [] : [{ code: "bad_roster", words }];
}

/** @param {{words: string}[]} differences */
function differenceBanner(differences) {
  const words = differences.map((difference) => difference.words);
  const last = "Believe the answers below, not the queue, and tell the auditor.";
  return banner("bad", "What the queue said and what the report says differ", [...words, last]);
}

/**
 * A date that was far away when it was sent may be near now.
 * @param {OpenedCase} opened
 * @param {Form} form
 */
function clockBanner({ report }, form) {
  const answers = dropHidden(form, /** @type {any} */ (report.body.answers));
  const now = evaluate(form.rules, answers, Math.floor(Date.now() / 1000));
  const then = recompute(form, report.body);
  const risen = LEVELS.indexOf(now.level) < LEVELS.indexOf(then.level);
  const words = [
    `By the answers and today's clock it is ${now.level} now (${now.rules.join(", ")}).`,
  ];
  return risen ? [banner("warn", "The clock has moved", words)] : [];
}

/** @param {OpenedCase} opened */
function sawBanner({ meta }) {
  const words = [
    "Sent without JavaScript: the server sealed it, so whoever ran the server then could have read it.",
  ];
  return meta.server_saw ? [banner("warn", "The server saw this report", words)] : [];
}

/** @param {OpenedCase} opened @returns {Finding[]} */
function objectFindings({ thread, acts }) {
  return [...thread, ...acts].flatMap((item) => {
    const code = item.refused || (item.missing ? "missing_parent" : "");
    return code ? [{ code, object: item.row.id }] : [];
  });
}

/**
 * @param {string} look
 * @param {string} title
 * @param {string[]} words
 */
function banner(look, title, words) {
  const lines = words.map((line) => element("p", {}, line));
  return element("div", { class: `notice ${look}` }, element("h2", {}, title), ...lines);
}
