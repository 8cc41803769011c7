/**
 * What somebody must know before they answer a reporter (DOMAIN 6.4), from the answers.
 */

import { own } from "../../../own.js";

/** @typedef {import("../../../form/conditions.js").Answers} Answers */
/** @typedef {{grave: boolean, words: string}} ContactRule */

/** @type {Readonly<Record<string, ContactRule>>} */
const MODES = {
  here: { grave: false, words: "Answer only here, in their box. They chose this." },
  also: {
    grave: false,
    words:
      "Answer here first. They also agreed to another way; use it only with their word for it.",
  },
  none: { grave: true, words: "Do not answer. They asked for no answer at all." },
};

const FOR_OTHERS = "Written by somebody else";

/** Whether the person it is about knows of the report. @type {Readonly<Record<string, ContactRule>>} */
const THEY_KNOW = {
  yes: { grave: false, words: `${FOR_OTHERS}, for a person who knows about it.` },
  no: { grave: true, words: `${FOR_OTHERS}. The person it is about does not know: no contact.` },
  not_safe: { grave: true, words: `${FOR_OTHERS}. Asking the person is not safe: no contact.` },
  not_sure: { grave: true, words: `${FOR_OTHERS}. Whether the person knows is open: no contact.` },
};

const UNSAID = {
  grave: false,
  words: "They did not say how to answer. Answer only here, in their box.",
};

/**
 * Return the rules, the grave ones first.
 * @param {Answers} report answers in the report
 * @param {Answers} contact answers in the contact object
 * @returns {ContactRule[]}
 */
export function contactRules(report, contact) {
  const rules = [own(MODES, String(contact.c_mode)) ?? UNSAID];
  if (contact.f_contact_risk === "yes" || contact.f_contact_risk === "maybe") {
    const word = contact.f_contact_risk === "yes" ? "would" : "could";
    rules.push({ grave: true, words: `Contact with us ${word} put their family at more risk.` });
  }
  if (includes(report.r_held, "phone")) {
    rules.push({ grave: true, words: "Somebody else holds their phone. It may be read." });
  }
  if (report.who_for === "someone" || (report.who_for === "saw" && contact.their_ok)) {
    rules.push(own(THEY_KNOW, String(contact.their_ok)) ?? THEY_KNOW.not_sure);
  }
  if (contact.c_interp) {
    rules.push({ grave: true, words: "They name an interpreter or community to keep away." });
  }
  if (contact.c_stop) {
    const words = "They chose a word for being forced. Know it: who says it cannot talk.";
    rules.push({ grave: false, words });
  }
  if (report.age_u18 === "yes") {
    rules.push({ grave: false, words: "They are under 18." });
  }
  rules.push({ grave: false, words: "Never contact family at home. Never ask for more proof." });
  return [...rules.filter((rule) => rule.grave), ...rules.filter((rule) => !rule.grave)];
}

/** @param {unknown} value @param {string} choice */
function includes(value, choice) {
  return Array.isArray(value) ? value.includes(choice) : value === choice;
}
