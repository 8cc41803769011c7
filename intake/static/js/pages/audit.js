/** The auditor's list: the filter, and the token of a visit. Entries and proofs come as they are. */
import { find } from "../dom.js";
import { sendJson } from "../staff/staff_api.js";
import { attempt, input, onClick, place, say } from "../staff/staff_dom.js";

const FIELDS = ["event", "actor", "case"];

/** Wire filter and token; neither is a form, since no staff page may post one. */
export function auditPage() {
  const button = onClick("filter", filter);
  for (const name of FIELDS) {
    pressOnEnter(input(name), button);
  }
  pressOnEnter(
    input("visit_code"),
    onClick("visit", () => attempt("visit-problem", makeToken)),
  );
  onClick("lines", () => attempt("lines-problem", bringBack));
}

/**
 * @param {HTMLInputElement} field
 * @param {HTMLButtonElement} button
 */
function pressOnEnter(field, button) {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      button.click();
    }
  });
}

function filter() {
  const asked = new URLSearchParams({ log: find("[data-log]").dataset.log ?? "" });
  for (const name of FIELDS) {
    const value = input(name).value.trim();
    if (value) {
      asked.set(name, value);
    }
  }
  location.assign(`/audit/?${asked}`);
}

/** Hand in what a visit without a server signed. */
async function bringBack() {
  const done = place("lines-done");
  done.hidden = true;
  await sendJson("POST", "/audit/lines", { lines: input("visit_lines").value });
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
