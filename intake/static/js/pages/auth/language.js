/** Choosing the language of one's pages; nothing is typed here that a new page could lose. */

import { problemWords } from "../../staff/problems.js";
import { sendJson } from "../../staff/staff_api.js";

/** Wire the page. */
export function languagePage() {
  for (const button of document.querySelectorAll("button[data-lang]")) {
    const each = /** @type {HTMLButtonElement} */ (button);
    each.disabled = false;
    each.addEventListener("click", () => choose(each.dataset.lang ?? ""));
  }
}

/** @param {string} lang */
async function choose(lang) {
  try {
    await sendJson("POST", "/session/language", { lang });
    location.reload();
  } catch (error) {
    const problem = /** @type {HTMLElement} */ (document.getElementById("problem"));
    problem.textContent = problemWords(error);
  }
}
