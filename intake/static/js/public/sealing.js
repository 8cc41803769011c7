/** From answers to sealed bytes, all in the memory of this page. */

import { encodeJson, parseB64u } from "../crypto/encoding.js";
import { parseRecipient } from "../crypto/hybrid.js";
import { deriveReporter, newReceipt } from "../crypto/receipts.js";
import { sealReport } from "../crypto/sending.js";
import { splitAnswers, summaryBody } from "../questions.js";
import { evaluate } from "../triage.js";
import { packParts } from "./wire.js";

/** @typedef {import("../questions.js").ClientData} ClientData */

const HOUR_SECONDS = 3600; // Triage is evaluated at the beginning of the hour (SPEC 5).

/**
 * Seal answers under a new receipt.
 * @param {ClientData} data
 * @param {import("../conditions.js").Answers} answers checked, hidden ones dropped
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
 * @param {import("../conditions.js").Answers} answers
 * @returns {import("../crypto/sending.js").Draft}
 */
function draftOf(data, answers) {
  const now = Math.floor(Date.now() / 1000);
  const at = now - (now % HOUR_SECONDS);
  const lang = document.documentElement.lang;
  const { report, contact } = splitAnswers(data, answers);
  const row = summaryBody(answers, evaluate(data.rules, answers, at), lang);
  const [country, whoFor] = [String(row.country), String(row.who_for)];
  return { ...row, country, whoFor, answers: report, contact, at, form: data.version };
}
