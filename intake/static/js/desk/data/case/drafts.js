/** Keeping what somebody writes, sealed to their vault: the server stores it and cannot read it. */

import { b64u } from "../../../crypto/encoding.js";
import { sendJson } from "../../../staff/staff_api.js";

export const KEEPALIVE_BYTES = 32_768; // What a browser sends of a page that goes.

/**
 * @param {string} caseId
 * @param {Uint8Array} file
 */
export function keepDraft(caseId, file) {
  return sendJson("PUT", `/desk/${caseId}/draft`, { draft: b64u(file) });
}

/** @param {string} caseId */
export function dropDraft(caseId) {
  return sendJson("DELETE", `/desk/${caseId}/draft`);
}

/**
 * Send a draft while the page goes; nobody hears what came of it.
 * @param {string} caseId
 * @param {Uint8Array} file
 * @returns {boolean} whether it is small enough to be sent so
 */
export function keepWhileLeaving(caseId, file) {
  const token = document.querySelector('meta[name="csrf"]')?.getAttribute("content") ?? "";
  const body = JSON.stringify({ draft: b64u(file) });
  if (body.length > KEEPALIVE_BYTES) {
    return false;
  }
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const options = /** @type {const} */ ({ method: "PUT", keepalive: true, redirect: "error" });
  fetch(`/desk/${caseId}/draft`, { ...options, headers, body }).catch(() => {});
  return true;
}
