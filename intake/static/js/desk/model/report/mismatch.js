/**
 * Whether a report is what its row and its summary said (DESIGN, "Plain columns").
 *
 * Until somebody opens a case its row is the server's word. Whoever opens it computes level, rules
 * and summary again from the answers and shows, and logs, every difference.
 */
import { dropHidden, summaryBody } from "../../../form/questions.js";
import { evaluate } from "../../../form/triage.js";

/** @typedef {import("../../../form/conditions.js").Answers} Answers */
/** @typedef {{code: string, words: string}} Mismatch */
/**
 * @typedef {object} Opened
 * @property {string} rowLevel what the server sorted it by
 * @property {string} level what the report and the acts after it come to; the row's, if some of the
 *   acts are kept for others
 * @property {Record<string, unknown>} report the report's body
 * @property {Answers} contactAnswers
 * @property {Record<string, unknown> | null} summary the summary's body, or null if this reader
 *   holds no key of the desk
 */

/**
 * Compute level and rules again, at the hour the report was sealed.
 * @param {import("../../../form/questions.js").ClientData} form
 * @param {Record<string, unknown>} report
 * @returns {import("../../../form/triage.js").Verdict}
 */
export function recompute(form, report) {
  const answers = /** @type {Answers} */ (report.answers);
  return evaluate(form.rules, dropHidden(form, answers), Number(report.at));
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
  const found = [];
  const said = opened.report.level;
  if (said !== verdict.level) {
    found.push({
      code: "level_differs",
      words: `The report says ${said}, its answers give ${verdict.level}.`,
    });
  }
  if (opened.rowLevel !== opened.level) {
    found.push({
      code: "level_differs",
      words: `The list said ${opened.rowLevel}, the report and what was decided since give ${opened.level}.`,
    });
  }
  if (!isSame(opened.report.rules, verdict.rules) || !isSame(opened.report.tags, verdict.tags)) {
    found.push({
      code: "rules_differ",
      words: `The report names the rules ${list(opened.report.rules)}; its answers give ${list(verdict.rules)}.`,
    });
  }
  if (opened.summary && !isSummaryOf(form, opened, verdict)) {
    found.push({
      code: "summary_differs",
      words: "The line shown in the list does not say what the report says.",
    });
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
    (!summary?.dates || isSame(Object.entries(summary.dates).sort(), Object.entries(dates).sort()))
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

/** @param {unknown} codes */
function list(codes) {
  return (Array.isArray(codes) && codes.join(", ")) || "none";
}
