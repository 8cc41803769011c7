/** What staff do to an open case: take it, answer, change its status, copy it as stored. */
import { parseRecipient } from "../../crypto/age/hybrid.js";
import { sealMessage } from "../../crypto/case/messages.js";
import { takeCase } from "../../crypto/case/taking.js";
import { sendForFile, sendJson, sendParts } from "../staff_api.js";
import { todayText } from "./due.js";

/** @typedef {import("../../crypto/roster/roster.js").Member} Member */
/** @typedef {import("../session/session.js").Unlocked} Unlocked */
/** @typedef {import("./open_case.js").OpenedCase} OpenedCase */
/** A status to go to, and the reasons that fit. @typedef {{to: string, reasons: string[]}} Move */

/**
 * Take a case: sign key files for the taker and the cover. Recipients come from the signed roster,
 * never from a list of the server's.
 * @param {OpenedCase} opened
 * @param {Unlocked} unlocked
 * @param {Member} taker
 * @param {Member | null} cover
 * @returns {Promise<{status: string, moves: Move[]}>}
 */
export async function take({ keyFile }, unlocked, taker, cover) {
  const members = cover ? [taker, cover] : [taker];
  const holders = new Map(
    members.map(({ account, recipient }) => [account, parseRecipient(recipient)]),
  );
  const { account, keys } = unlocked;
  const files = await takeCase(keyFile, account, keys.signingSeed, holders);
  const meta = {
    cover: cover?.account ?? null,
    report: keyFile.report,
    contact: keyFile.contact,
  };
  /** @type {Record<string, Uint8Array>} */
  const parts = { key_assignee: /** @type {Uint8Array} */ (files.get(taker.account)) };
  if (cover) {
    parts.key_cover = /** @type {Uint8Array} */ (files.get(cover.account));
  }
  return sendParts(`/desk/${keyFile.case}/take`, meta, parts);
}

/**
 * Seal an answer once; sending it again sends the same bytes.
 * @param {OpenedCase} opened
 * @param {Unlocked} unlocked
 * @param {string} text
 * @returns {Promise<import("../../crypto/case/messages.js").Sealed>}
 */
export function sealReply({ keyFile, trusted }, unlocked, text) {
  const written = { by: "staff", text, day: todayText(), after: trusted.newest() };
  return sealMessage(keyFile, unlocked.keys.signingSeed, written);
}

/**
 * @param {import("../../crypto/case/messages.js").Sealed} sealed
 * @param {number} seen position of the newest words of the reporter that are shown
 * @returns {Promise<{received_on: string}>}
 */
export function sendReply({ row, file, sha256 }, seen) {
  const meta = { id: row.id, epoch: row.epoch, sha256, seen };
  return sendParts(`/desk/${row.case}/message`, meta, { message: file });
}

/**
 * @param {string} caseId
 * @param {string} status
 * @param {string} reason
 * @returns {Promise<{status: string, moves: Move[]}>}
 */
export function changeStatus(caseId, status, reason) {
  return sendJson("POST", `/desk/${caseId}/status`, { status, reason });
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
 * @param {string} purpose that the visit was opened for; it is logged again
 * @returns {Promise<Blob>} a tar of the sealed files as stored
 */
export function fetchExport(caseId, purpose) {
  return sendForFile(`/desk/${caseId}/export`, { purpose });
}
