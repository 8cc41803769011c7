/**
 * Opened summaries, remembered sealed to the vault: one file for each month of receipt. A remembered
 * one names the SHA-256 of the file it came from.
 */

import { b64u, fileBytes } from "../../crypto/encoding.js";
import { getJson, sendJson } from "../../staff/staff_api.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("../keys/port.js").Port} Port */
/** @typedef {import("../keys/vault.js").Card} Card */
/** @typedef {import("../keys/summaries.js").Summary} Summary */

const MONTH = 7; // Characters of `2026-11`.
const MOST = 3_000; // In one month; the server keeps 720,000 bytes of each.

/**
 * Return everything that is remembered, by case.
 * @param {Port} port
 * @returns {Promise<Map<string, Summary>>}
 */
export async function recallCards(port) {
  const { cards } = await getJson("/desk/cards");
  /** @type {Map<string, Summary>} */
  const recalled = new Map();
  for (const [month, file] of Object.entries(cards)) {
    const opened = await port.ask("openCards", { month, file: fileBytes(String(file)) });
    for (const [caseId, sha256, body, seen] of opened) {
      recalled.set(caseId, { case: caseId, sha256, body, refused: "", seen });
    }
  }
  return recalled;
}

/**
 * Remember what was opened of these months.
 * @param {Port} port
 * @param {Row[]} rows every row of the list, the most pressing first
 * @param {Map<string, Summary>} summaries
 * @param {Set<string>} changed cases that were opened just now, or seen to change
 * @param {Map<string, number>} seen when this client saw what waits, in milliseconds
 */
export async function keepCards(port, rows, summaries, changed, seen) {
  const months = new Set(rows.filter((row) => changed.has(row.case)).map(monthOf));
  for (const month of months) {
    const kept = rows.filter((row) => monthOf(row) === month).flatMap(cardOf(summaries, seen));
    const file = await port.ask("sealCards", { month, rows: kept.slice(0, MOST) });
    await sendJson("PUT", `/desk/cards/${month}`, { cards: b64u(file) });
  }
}

/** @param {Row} row */
function monthOf(row) {
  return row.received_on.slice(0, MONTH);
}

/**
 * @param {Map<string, Summary>} summaries
 * @param {Map<string, number>} seen
 * @returns {(row: Row) => Card[]}
 */
function cardOf(summaries, seen) {
  return (row) => {
    const known = summaries.get(row.case);
    return known?.body ? [[row.case, known.sha256, known.body, seen.get(row.case) ?? 0]] : [];
  };
}
