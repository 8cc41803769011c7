/** Handing in a statement; the list comes complete. */
import { sendJson } from "../../staff/staff_api.js";
import { attempt, input, onClick } from "../../staff/staff_dom.js";

/** Wire what the page offers; only auditors hand one in. */
export function statementsPage() {
  if (document.querySelector("[data-does=hand-in]")) {
    onClick("hand-in", () => attempt("problem", handIn));
  }
}

async function handIn() {
  const [statement, signed_by] = ["statement", "signed_by"].map((name) => input(name).value);
  await sendJson("POST", "/audit/statements/", { statement, signed_by });
  location.reload();
}
