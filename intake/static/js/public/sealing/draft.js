/** From answers to what is sealed: the object of the answers, the queue row, the verdict (SPEC 5). */

import { splitAnswers, summaryBody } from "../../form/questions.js";
import { evaluate } from "../../form/triage.js";
import { languageOf } from "../dom.js";

const HOUR_SECONDS = 3600; // Triage is evaluated at the beginning of the hour (SPEC 5).

/**
 * @param {import("../../form/questions.js").ClientData} data
 * @param {import("../../form/conditions.js").Answers} answers checked, hidden ones dropped
 * @returns {import("../../crypto/case/sealing/sending.js").Draft}
 */
export function draftOf(data, answers) {
  const now = Math.floor(Date.now() / 1000);
  const at = now - (now % HOUR_SECONDS);
  const lang = languageOf(location.pathname);
  const { report, contact } = splitAnswers(data, answers);
  const row = summaryBody(answers, evaluate(data.rules, answers, at), lang);
  const [country, whoFor] = [String(row.country), String(row.who_for)];
  return { ...row, country, whoFor, answers: report, contact, at, form: data.version };
}
