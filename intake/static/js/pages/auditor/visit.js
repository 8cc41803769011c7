/** The token of a visit, and what a visit without a server signed. */
import { sendJson } from "../../staff/staff_api.js";
import { attempt, input, onClick, place, pressOnEnter, say } from "../../staff/staff_dom.js";

/** Wire both; neither is a form, since no staff page may post one. */
export function wireVisit() {
  pressOnEnter(
    input("visit_code"),
    onClick("visit", () =>
      attempt("visit-problem", makeToken, document, { wrong_code: "visit_code" }),
    ),
  );
  onClick("lines", () =>
    attempt("lines-problem", bringBack, document, { lines: "visit_lines", note: "visit_lines" }),
  );
}

/** Hand in what a visit without a server signed. */
async function bringBack() {
  const [done, lines] = [place("lines-done"), input("visit_lines")];
  done.hidden = true;
  await sendJson("POST", "/audit/lines", { lines: lines.value });
  lines.value = "";
  done.hidden = false;
}

/** Make a token and show it, this once; the page keeps it nowhere else. */
async function makeToken() {
  const made = place("visit-made");
  made.hidden = true;
  const code = input("visit_code");
  const details = input("visit_details").checked;
  const totp = code.value;
  code.value = "";
  const { token } = await sendJson("POST", "/audit/token", { totp, details });
  const command = place("visit-command");
  say("visit-command", `${command.dataset.command}${details ? " --details" : ""}`);
  say("visit-token", token);
  made.hidden = false;
  made.focus();
}
