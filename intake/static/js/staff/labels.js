/**
 * Words for codes: levels, statuses, purposes, reasons, rules. Staff pages are in English.
 *
 * The codes are closed lists of the server (`intake/log/codes.toml`,
 * `intake/case/rules/casework.toml`) and of the form; a code without a word here is shown as it is.
 */

import { own } from "../own.js";

/** @typedef {Readonly<Record<string, string>>} Words */

/**
 * @param {Words} words
 * @param {string} code
 * @param {string} [unknown] what to say of a code without words
 * @returns {string}
 */
export function wordFor(words, code, unknown = code) {
  return own(words, code) ?? unknown;
}

/** @type {Words} */
export const LEVEL_WORDS = {
  emergency: "Emergency",
  urgent: "Urgent",
  soon: "Soon",
  routine: "Routine",
};

/** @type {Words} */
export const STATUS_WORDS = {
  new: "New",
  triaged: "Read, not taken",
  assigned: "Taken",
  in_contact: "In contact",
  action: "Working on it",
  waiting_reporter: "Waiting for the reporter",
  waiting_partner: "Waiting for a partner",
  paused_safety: "Paused for safety",
  closed: "Closed",
  reopened: "Reopened",
};

/** In the order the page offers them. @type {Words} */
export const PURPOSE_WORDS = {
  triage: "Reading a new report, to decide who takes it",
  casework: "Working on my case",
  cover: "Standing in for the person who has it",
  handover: "Taking it over from somebody",
  safety: "Somebody may be in danger now",
  review: "A second look at a decision",
  reporter: "The reporter asked for it",
  legal: "A court, a lawyer or an authority asked for it",
};

/** Purposes that no case page offers, but that a list of openings may show. @type {Words} */
export const OTHER_PURPOSE_WORDS = {
  audit: "An auditor's work",
  maintenance: "Looking after the system",
};

/** @type {Words} */
export const ROLE_WORDS = {
  caseworker: "Caseworker",
  supervisor: "Supervisor",
  auditor: "Auditor",
  administrator: "Administrator",
};

/** @type {Words} */
export const LANGUAGE_WORDS = {
  en: "English",
  "zh-Hans": "Chinese, simplified",
  "zh-Hant": "Chinese, traditional",
  ug: "Uyghur",
  bo: "Tibetan",
  fr: "French",
  nl: "Dutch",
  de: "German",
};

/**
 * @param {string} typed a six-digit code, perhaps with a space in the middle
 * @returns {string}
 */
export function normaliseCode(typed) {
  return typed.replace(/\s/g, "");
}

/** Slow to make, so made once. @type {Intl.DisplayNames | undefined} */
let countries;

/**
 * @param {string} code two small letters, a choice of the form, or empty
 * @returns {string} English name of the country, or empty
 */
export function countryWord(code) {
  if (!/^[a-z]{2}$/.test(code)) {
    return code === "other" ? "Another country" : code && "Country not said";
  }
  const region = code.toUpperCase();
  if (!("DisplayNames" in Intl)) {
    return region; // Chrome 80 has no names of countries.
  }
  // biome-ignore lint/plugin: it was asked for above.
  countries = countries ?? new Intl.DisplayNames(["en"], { type: "region" });
  return countries.of(region) ?? region;
}
