/**
 * Whether a report is what its row and its summary said (DESIGN, "Plain columns").
 *
 * Until somebody opens a case its row is the server's word. Whoever opens it computes level, rules
 * and summary again from the answers and shows, and logs, every difference.
 */
import { dropHidden, summaryBody } from "../../../form/questions.js";
import { hoursOf, judge } from "../../../form/triage.js";
import { LEVEL_WORDS, wordFor } from "../../../staff/labels.js";
import { DIFFERS } from "../../../words/en/staff/reading.js";
import { fill } from "../../../words/speaking.js";

/** @typedef {import("../../../form/conditions.js").Answers} Answers */
/** @typedef {{code: string, words: string}} Mismatch */
/**
 * @typedef {object} Opened
 * @property {string} rowLevel what the server sorted it by
 * @property {string} level what the report and the acts after it come to; the row's, if some of the
 *   acts are kept for others
 * @property {Record<string, unknown>} report the report's body
 * @property {Record<string, unknown>[]} [incidents] what the reporter told since, judged likewise
 * @property {Answers} contactAnswers
 * @property {Record<string, unknown> | null} summary the summary's body, or null if this reader
 *   holds no key of the desk
 */

/**
 * Compute level and rules again, at the hours the report was judged at. The rules of another edition
 * of the form are gone: what that one said stands.
 * @param {import("../../../form/questions.js").ClientData} form
 * @param {Record<string, unknown>} report
 * @returns {import("../../../form/triage.js").Verdict} without dates, of another edition
 */
export function recompute(form, report) {
  if (report.form !== form.version) {
    return /** @type {any} */ (report);
  }
  const answers = /** @type {Answers} */ (report.answers);
  return judge(form.rules, dropHidden(form, answers), hoursOf(report));
}

/**
 * Compute the summary again.
 * @param {import("../../../form/questions.js").ClientData} form
 * @param {Record<string, unknown>} report
 * @param {Answers} contactAnswers
 * @param {import("../../../form/triage.js").Verdict} [verdict]
 */
export function summaryOf(form, report, contactAnswers, verdict = recompute(form, report)) {
  const answers = { .../** @type {Answers} */ (report.answers), ...contactAnswers };
  return summaryBody(dropHidden(form, answers), verdict, String(report.lang));
}

/**
 * Return every difference, the gravest first; none when all is as said.
 * @param {import("../../../form/questions.js").ClientData} form
 * @param {Opened} opened
 * @returns {Mismatch[]}
 */
export function findMismatches(form, opened) {
  const verdict = recompute(form, opened.report);
  /** @type {Mismatch[]} */
  const found = [];
  /** @param {string} code @param {string} words */
  const add = (code, words) => found.push({ code, words });
  for (const judged of [opened.report, ...(opened.incidents ?? [])]) {
    const { level, rules, tags } = recompute(form, judged);
    if (judged.level !== level) {
      add(
        "level_differs",
        fill(DIFFERS.answers, { said: called(judged.level), level: called(level) }),
      );
    }
    if (!isSame(judged.rules, rules) || !isSame(judged.tags, tags)) {
      add("rules_differ", fill(DIFFERS.rules, { said: list(judged.rules), rules: list(rules) }));
    }
  }
  if (opened.rowLevel !== opened.level) {
    add(
      "level_differs",
      fill(DIFFERS.row, { said: called(opened.rowLevel), level: called(opened.level) }),
    );
  }
  if (opened.summary && !isSummaryOf(form, opened, verdict)) {
    add("summary_differs", DIFFERS.line);
  }
  return found;
}

/**
 * @param {import("../../../form/questions.js").ClientData} form
 * @param {Opened} opened
 * @param {import("../../../form/triage.js").Verdict} verdict
 */
function isSummaryOf(form, { report, contactAnswers, summary }, verdict) {
  const { dates, ...same } = summaryOf(form, report, contactAnswers, verdict);
  const names = /** @type {(keyof typeof same)[]} */ (Object.keys(same));
  return (
    names.every((name) => isSame(summary?.[name], same[name])) &&
    (!(dates && summary?.dates) ||
      isSame(Object.entries(summary.dates).sort(), Object.entries(dates).sort()))
  );
}

/**
 * Lists differ also by their order: both sides list in the order of the form and of the rules.
 * @param {unknown} one
 * @param {unknown} other
 */
function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Return a level as it stands inside a sentence.
 * @param {unknown} level
 * @returns {string}
 */
export function called(level) {
  return wordFor(LEVEL_WORDS, String(level)).toLowerCase();
}

/** @param {unknown} codes */
function list(codes) {
  return (Array.isArray(codes) && codes.join(", ")) || DIFFERS.none;
}
