/**
 * Words for codes, a table for each closed list of the server (`intake/log/codes.toml`,
 * `intake/case/rules/casework.toml`) and of the form.
 */

/** @typedef {Readonly<Record<string, string>>} Words */

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
