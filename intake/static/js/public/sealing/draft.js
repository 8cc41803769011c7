/** From answers to what is sealed: the object of the answers, the queue row, the verdict (SPEC 5). */

import { splitAnswers, summaryBody } from "../../form/questions.js";
import { hoursOf, judge } from "../../form/triage.js";
import { languageOf } from "../dom.js";

/** @typedef {import("../../crypto/case/sealing/sending.js").Draft} Draft */

const HOUR_SECONDS = 3600; // Triage is evaluated at the beginning of the hour (SPEC 5).

/**
 * @param {import("../../form/questions.js").ClientData} data
 * @param {import("../../form/conditions.js").Answers} answers checked, hidden ones dropped
 * @param {Promise<number | null>} asked the server's hour, if it tells one
 * @returns {Promise<Draft>}
 */
export async function draftOf(data, answers, asked) {
  const serverAt = await asked;
  const now = Math.floor(Date.now() / 1000);
  const at = now - (now % HOUR_SECONDS);
  const hours = hoursOf({ at, server_at: serverAt });
  const lang = languageOf(location.pathname);
  const { report, contact } = splitAnswers(data, answers);
  const row = summaryBody(answers, judge(data.rules, answers, hours), lang);
  const [country, whoFor] = [String(row.country), String(row.who_for)];
  return { ...row, country, whoFor, answers: report, contact, at, serverAt, form: data.version };
}

/**
 * Return the hours at which a draft was judged, its own first.
 * @param {Draft} draft
 */
export function hoursOfDraft({ at, serverAt }) {
  return hoursOf({ at, server_at: serverAt });
}

/**
 * Tell whether the clocks of device and server differ by more than an hour.
 * @param {readonly number[]} hours as above
 */
export function isApart([at, serverAt = at]) {
  return Math.abs(at - serverAt) > HOUR_SECONDS;
}
