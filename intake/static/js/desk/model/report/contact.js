/**
 * What somebody must know before they answer a reporter (DOMAIN 6.4), from the answers.
 */

import { own } from "../../../own.js";
import { KNOW, KNOWS, MODE, RISK } from "../../../words/en/staff/reading.js";

/** @typedef {import("../../../form/conditions.js").Answers} Answers */
/** @typedef {{grave: boolean, words: string}} ContactRule */

/**
 * Return the rules, the grave ones first.
 * @param {Answers} report answers in the report
 * @param {Answers} contact answers in the contact object
 * @returns {ContactRule[]}
 */
export function contactRules(report, contact) {
  const mode = String(contact.c_mode);
  /** @type {ContactRule[]} */
  const rules = [];
  /** @param {boolean} grave @param {string} words */
  const add = (grave, words) => rules.push({ grave, words });
  add(mode === "none", own(MODE, mode) ?? MODE.unsaid);
  const risk = own(RISK, String(contact.f_contact_risk));
  if (risk) {
    add(true, risk);
  }
  if (includes(report.r_held, "phone")) {
    add(true, KNOW.phone);
  }
  if (report.who_for === "someone" || (report.who_for === "saw" && contact.their_ok)) {
    const knows = String(contact.their_ok);
    add(knows !== "yes", own(KNOWS, knows) ?? KNOWS.not_sure);
  }
  if (contact.c_interp) {
    add(true, KNOW.interp);
  }
  if (contact.c_stop) {
    add(false, KNOW.stop);
  }
  if (report.age_u18 === "yes") {
    add(false, KNOW.young);
  }
  add(false, KNOW.family);
  return [...rules.filter((rule) => rule.grave), ...rules.filter((rule) => !rule.grave)];
}

/** @param {unknown} value @param {string} choice */
function includes(value, choice) {
  return Array.isArray(value) ? value.includes(choice) : value === choice;
}
