/** What is told of a case in clear, and its sealed files as they are stored (docs/spec/desk.md, 8). */

import { sendForFile, sendJson } from "../../../staff/staff_api.js";

/** @typedef {import("../../keys/case/opening.js").Readable} Readable */
/** @typedef {import("./sending.js").Done} Done */
/** @typedef {import("./sending.js").Fields} Fields */

/**
 * Do something that is told and nothing else: `on-it` and `status`.
 * @param {Readable} opened
 * @param {"on-it" | "status"} address
 * @param {Fields} body
 * @returns {Promise<Done>}
 */
export async function tell({ case: caseId }, address, body) {
  return { state: await sendJson("POST", `/desk/${caseId}/${address}`, body) };
}

/**
 * Tell the log that something could not be opened or differs.
 * @param {string} caseId
 * @param {string} reason of the log's closed list
 * @param {string | null} object id
 */
export function tellUnreadable(caseId, reason, object) {
  return sendJson("POST", `/desk/${caseId}/unreadable`, { reason, object });
}

/**
 * @param {string} caseId
 * @param {Fields} stated the purpose that the visit was opened for, and who gets the copy; both are logged
 * @returns {Promise<Blob>} a tar of the sealed files as stored
 */
export function fetchExport(caseId, stated) {
  return sendForFile(`/desk/${caseId}/export`, stated);
}
