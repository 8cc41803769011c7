/** Agreeing to an export, or ending it; what waits comes complete. */
import { sendJson } from "../staff/staff_api.js";
import { attempt, onClick } from "../staff/staff_dom.js";

/** Wire every export that waits. */
export function exportsPage() {
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-export]")
  )) {
    for (const name of ["agree", "end"]) {
      if (part.querySelector(`[data-does=${name}]`)) {
        onClick(name, () => attempt("problem", () => decide(part, name === "agree")), part);
      }
    }
  }
}

/**
 * @param {HTMLElement} part
 * @param {boolean} agrees
 */
async function decide(part, agrees) {
  await sendJson("POST", "/desk/exports/agree", { index: Number(part.dataset.export), agrees });
  location.reload();
}
