/** Who witnesses the logs: one proposes, another agrees; the page shows what came of it. */

import { find } from "../../dom.js";
import { loadAgain, watchTyped } from "../../staff/session/typed.js";
import { sendJson } from "../../staff/staff_api.js";
import { attempt, onClick } from "../../staff/staff_dom.js";

/** Which field a refusal is about. */
const ABOUT = { policy: "policy", policy_url: "policy", policy_stands: "policy" };

/** Wire the page. */
export function witnessesPage() {
  onClick("propose", () => attempt("policy-problem", propose, document, ABOUT));
  watchTyped();
  if (document.querySelector("[data-waits]")) {
    onClick("withdraw", () => attempt("waits-problem", withdraw));
  }
  if (document.querySelector("[data-does=agree]")) {
    onClick("agree", () => attempt("waits-problem", agree));
  }
}

async function propose() {
  const field = /** @type {HTMLTextAreaElement} */ (find("textarea[name=policy]"));
  await sendJson("POST", "/admin/witnesses", { policy: `${field.value.trimEnd()}\n` });
  loadAgain(field);
}

async function agree() {
  const { waits } = find("[data-waits]").dataset;
  await sendJson("POST", "/admin/witnesses/agree", { hash: waits });
  loadAgain();
}

async function withdraw() {
  await sendJson("DELETE", "/admin/witnesses");
  loadAgain();
}
