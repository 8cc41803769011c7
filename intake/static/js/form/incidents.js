/**
 * Something new that happened, judged by itself. Twin of `intake/form/given/incidents.py`.
 */

import { hoursOf, judge } from "./triage.js";

const HOUR_SECONDS = 3600; // Triage is evaluated at the beginning of the hour (SPEC 5).

/**
 * @param {import("./questions.js").ClientData} data of the form, or of what is asked again
 * @param {import("./conditions.js").Answers} answers checked, hidden ones dropped
 * @param {string} lang tag of the language in which they were asked
 * @param {number} now the sender's clock, Unix seconds
 * @param {number | null} told the server's hour; null: there is one clock
 * @returns what a message carries of an incident (SPEC 5)
 */
export function judgeIncident({ rules, version }, answers, lang, now, told) {
  const at = now - (now % HOUR_SECONDS);
  const verdict = judge(rules, answers, hoursOf({ at, server_at: told }));
  const { level, tags } = verdict;
  return { answers, at, form: version, lang, level, rules: verdict.rules, server_at: told, tags };
}
