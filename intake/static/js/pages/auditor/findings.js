/** The auditor's first page: marking as reviewed, and the token of a visit; it comes complete. */

import { NotPossible } from "../../staff/problems.js";
import { loadAgain, watchTyped } from "../../staff/session/typed.js";
import { sendJson } from "../../staff/staff_api.js";
import { attempt, input, onClick } from "../../staff/staff_dom.js";
import { words } from "../../words/say_staff.js";
import { wireVisit } from "./visit.js";

/** Wire what the page offers. */
export function findingsPage() {
  wireReviews();
  wireVisit();
  watchTyped();
}

/** Wire every incident that can be reviewed here. */
export function wireReviews() {
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-findings]")
  )) {
    onClick("review", () => attempt("review-problem", () => review(part), part), part);
  }
}

/** @param {HTMLElement} part */
async function review(part) {
  const { findings, entries } = part.dataset;
  const outcome = input("outcome", part);
  if (!outcome.value) {
    outcome.focus();
    throw new NotPossible(words("review.choose"));
  }
  await sendJson("POST", "/audit/review", {
    findings: findings?.split(" "),
    entries: Number(entries),
    outcome: outcome.value,
  });
  loadAgain(outcome);
}
