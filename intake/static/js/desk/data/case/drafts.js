/** Keeping what somebody writes, sealed to their vault: the server stores it and cannot read it. */

import { b64u } from "../../../crypto/encoding.js";
import { sendJson } from "../../../staff/staff_api.js";

/**
 * @param {string} caseId
 * @param {Uint8Array} file
 * @param {RequestInit} [how] `keepalive` of a page that goes
 */
export function keepDraft(caseId, file, how) {
  return sendJson("PUT", `/desk/${caseId}/draft`, { draft: b64u(file) }, how);
}

/** @param {string} caseId */
export function dropDraft(caseId) {
  return sendJson("DELETE", `/desk/${caseId}/draft`);
}
