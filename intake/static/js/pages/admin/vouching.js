/** Vouching for an auditor or administrator; the page itself comes complete. */

import { sendJson } from "../../staff/staff_api.js";
import { attempt, input, onClick } from "../../staff/staff_dom.js";

/** Wire what the page offers. */
export function vouchingPage() {
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-newcomer]")
  )) {
    const name = () => part.dataset.newcomer || input("username", part).value.trim();
    onClick("vouch", () => attempt("problem", () => vouch(name())), part);
  }
}

/** @param {string} username */
async function vouch(username) {
  await sendJson("POST", "/admin/vouch", { username });
  location.reload();
}
