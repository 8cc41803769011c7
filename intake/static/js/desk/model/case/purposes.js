/** Why somebody may open a case now: only what fits is offered, the likeliest first. */

import { PURPOSE_WORDS } from "../../../staff/labels.js";

/** @typedef {import("../../data/rows.js").Row} Row */

/** All there are; a purpose has the same key everywhere, its place here. */
export const ALL = Object.keys(PURPOSE_WORDS);
const ON_REQUEST = ["reporter", "legal"];

/**
 * @param {Row | undefined} row undefined while the list is not loaded, or does not hold the case
 * @param {string} me user name
 * @returns {string[]} codes of the log's list
 */
export function purposesFor(row, me) {
  if (!row) {
    return ALL;
  }
  if (row.proposal?.for_me) {
    return [row.proposal.act === "handover" ? "handover" : "review", ...ownPurposes(row, me)];
  }
  const own = ownPurposes(row, me);
  if (own.length) {
    return own;
  }
  const first = row.level === "emergency" ? ["safety", "triage"] : ["triage", "safety"];
  return row.assignee ? ["safety", "review"] : first;
}

/** @param {Row} row @param {string} me */
function ownPurposes({ assignee, cover }, me) {
  if (![assignee, cover].includes(me)) {
    return [];
  }
  return [assignee === me ? "casework" : "cover", "safety", ...ON_REQUEST];
}
