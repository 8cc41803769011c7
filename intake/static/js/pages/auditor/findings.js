/** The auditor's first page: marking as reviewed, and the token of a visit; it comes complete. */

import { sendJson } from "../../staff/staff_api.js";
import { attempt, input, onClick } from "../../staff/staff_dom.js";
import { wireVisit } from "./visit.js";

/** Wire what the page offers. */
export function findingsPage() {
  wireReviews();
  wireVisit();
}

/** Wire every incident that can be reviewed here. */
export function wireReviews() {
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-findings]")
  )) {
    onClick("review", () => attempt("problem", () => review(part)), part);
  }
}

/** @param {HTMLElement} part */
async function review(part) {
  const { findings, entries } = part.dataset;
  await sendJson("POST", "/audit/review", {
    findings: findings?.split(" "),
    entries: Number(entries),
    outcome: input("outcome", part).value,
  });
  location.reload();
}
