/**
 * What the list says of a case that was opened or changed here, until the list is loaded again: in
 * which lists it stands and how many stand there is the server's to say.
 */

import { listing } from "../store.js";

const PLAIN = ["level", "status", "aside", "assignee", "on_it", "cover", "waiting_on", "rekey"];

/**
 * Take over what is plainly known of a case.
 * @param {string} caseId
 * @param {any} meta as an opening or an act told it
 */
export function noteListed(caseId, meta) {
  const listed = listing.value;
  if (!listed) {
    return;
  }
  const told = PLAIN.filter((name) => meta[name] !== undefined).map((name) => [name, meta[name]]);
  const known = { unread: false, ...Object.fromEntries(told) };
  const rows = listed.rows.map((row) => (row.case === caseId ? { ...row, ...known } : row));
  listing.value = { ...listed, rows };
}
