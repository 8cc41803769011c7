/** From answers to sealed bytes, all in the memory of this page. */

import { parseRecipient } from "../../crypto/age/hybrid.js";
import { deriveReporter, newReceipt } from "../../crypto/case/receipts.js";
import { sealReport } from "../../crypto/case/sealing/sending.js";
import { encodeJson, parseB64u } from "../../crypto/encoding.js";
import { splitAnswers, summaryBody } from "../../form/questions.js";
import { evaluate } from "../../form/triage.js";
import { packParts } from "../wire.js";

/** @typedef {import("../../form/questions.js").ClientData} ClientData */

const HOUR_SECONDS = 3600; // Triage is evaluated at the beginning of the hour (SPEC 5).

/**
 * Seal answers under a new receipt.
 * @param {ClientData} data
 * @param {import("../../form/conditions.js").Answers} answers checked, hidden ones dropped
 * @param {DOMStringMap} place where it goes: `desk`, `epoch`, `recipient`, `salt`
 * @returns {Promise<{receipt: string, body: FormData}>} what the reporter keeps, and what is sent
 */
export async function sealAnswers(data, answers, place) {
  const { desk = "", epoch = "", recipient = "", salt = "" } = place;
  const receipt = newReceipt();
  const keys = await deriveReporter(receipt, parseB64u(salt, 32));
  const to = { id: desk, epoch: Number(epoch), recipient: parseRecipient(recipient) };
  const { meta, parts } = await sealReport(draftOf(data, answers), to, keys);
  return { receipt, body: packParts(encodeJson(meta), parts) };
}

/**
 * @param {ClientData} data
 * @param {import("../../form/conditions.js").Answers} answers
 * @returns {import("../../crypto/case/sealing/sending.js").Draft}
 */
function draftOf(data, answers) {
  const now = Math.floor(Date.now() / 1000);
  const at = now - (now % HOUR_SECONDS);
  // That of the document is not asked: a translator of the browser writes its own there.
  const lang = location.pathname.split("/")[1];
  const { report, contact } = splitAnswers(data, answers);
  const row = summaryBody(answers, evaluate(data.rules, answers, at), lang);
  const [country, whoFor] = [String(row.country), String(row.who_for)];
  return { ...row, country, whoFor, answers: report, contact, at, form: data.version };
}
