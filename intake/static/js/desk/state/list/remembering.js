/**
 * What the list learns of a case by opening it: that no answer is wanted stands in its contact file
 * alone, and to whoever holds no key of the desk nothing else tells what it is about.
 */

import { keepCards } from "../../data/cards.js";
import { summaryOf } from "../../model/report/mismatch.js";
import { items, seenHere, summaries } from "../store.js";

/**
 * Keep the card of a case that was opened, where its list did not know all of it.
 * @param {import("../../keys/port.js").Port} port
 * @param {import("../../keys/case/opening.js").Readable} opened
 * @param {import("../../model/report/answers.js").Form} form
 */
export async function keepOpened(port, { case: caseId, report, contact, hashes }, form) {
  const rows = items.value.map(({ row }) => row);
  const row = rows.find((each) => each.case === caseId);
  const before = summaries.value.get(caseId)?.body;
  const answers = /** @type {import("../../../form/conditions.js").Answers} */ (
    contact.body.answers
  );
  const no_answer = answers.c_mode === "none";
  if (!row || !report || (before && Boolean(before.no_answer) === no_answer)) {
    return;
  }
  const body = { ...(before ?? summaryOf(form, report.body, answers)), no_answer };
  const sha256 = row.summary?.sha256 ?? hashes.report;
  const known = new Map(summaries.value).set(caseId, { case: caseId, sha256, body, refused: "" });
  summaries.value = known;
  await keepCards(port, rows, known, new Set([caseId]), seenHere.value);
}
