/**
 * Why something sealed was not opened: what it is, what it can mean, what to do next.
 */

import { MEANS, STEP, UNOPENED } from "../../../words/en/staff/reading.js";
import { fill } from "../../../words/speaking.js";
import { called } from "./mismatch.js";

/** @typedef {{what: string, means: string}} Refusal */

/** By what it is, the reasons for it; every other one says that it is damaged. */
const REASONS = /** @type {const} */ ([
  ["not_yours", "wrong_identity bad_holder"],
  ["replaced", "bad_mac bad_case bad_row bad_kind bad_epoch bad_by bad_hash repeated"],
  ["unsigned", "bad_signature"],
  ["missing", "missing_object"],
]);

/**
 * @param {string} reason
 * @returns {Refusal}
 */
export function refusalOf(reason) {
  const found = REASONS.find(([, reasons]) => reasons.split(" ").includes(reason));
  const kind = found ? found[0] : "damaged";
  return { what: UNOPENED[kind], means: MEANS[kind] };
}

/**
 * @param {string} level what the list said
 * @returns {string[]} steps
 */
export function nextSteps(level) {
  const steps = [STEP.other, STEP.auditor, STEP.no_guess];
  const grave = level === "emergency" || level === "urgent";
  return grave ? [fill(STEP.now, { level: called(level) }), ...steps] : steps;
}
