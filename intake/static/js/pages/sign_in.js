/** Signing in: the passphrase becomes keys here and is never sent (SPEC section 7). */

import { wipe } from "../crypto/bytes.js";
import { b64u, fileBytes } from "../crypto/encoding.js";
import { openSeedFile } from "../crypto/roster/accounts.js";
import { find } from "../dom.js";
import { normaliseCode } from "../staff/labels.js";
import { problemWords } from "../staff/problems.js";
import { keepSession, takeLockReason } from "../staff/session/session.js";
import { loginKeys } from "../staff/session/unlock.js";
import { ApiError, sendJson } from "../staff/staff_api.js";
import { input } from "../staff/staff_dom.js";

/** @type {Readonly<Record<string, string>>} */
const LOCK_WORDS = {
  idle: "Locked: nobody used it for a while. Nothing readable is left in this browser.",
  asked: "Locked. Nothing readable is left in this browser.",
  lost: "This tab holds no keys. Sign in again.",
  over: "Your session is over. Nothing readable is left in this browser.",
};

const HOMES = ["/desk/", "/audit/", "/admin/", "/waiting"];

/** Wire the page. */
export function signInPage() {
  const reason = takeLockReason();
  if (reason && LOCK_WORDS[reason]) {
    find("#locked").hidden = false;
    find("#locked").textContent = LOCK_WORDS[reason];
  }
  wireShow();
  const button = /** @type {HTMLButtonElement} */ (find("#enter"));
  button.disabled = false;
  button.addEventListener("click", () => submit(button));
  for (const name of ["username", "passphrase", "totp"]) {
    input(name).addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !button.disabled) {
        submit(button);
      }
    });
  }
}

function wireShow() {
  const show = /** @type {HTMLButtonElement} */ (find("#show"));
  show.disabled = false;
  show.addEventListener("click", () => {
    const field = input("passphrase");
    const hidden = field.type === "password";
    field.type = hidden ? "text" : "password";
    show.setAttribute("aria-pressed", String(hidden));
    show.textContent = hidden ? "Hide" : "Show";
  });
}

/** @param {HTMLButtonElement} button */
async function submit(button) {
  const missing = ["username", "passphrase", "totp"].find((name) => !input(name).value.trim());
  if (missing) {
    problem("Fill in all three.");
    input(missing).focus();
    return;
  }
  button.disabled = true;
  problem("");
  find("#working").hidden = false;
  try {
    location.replace(await signIn());
  } catch (error) {
    problem(problemWords(error));
    find("#working").hidden = true;
    button.disabled = false;
    if (!(error instanceof ApiError && error.status === 503)) {
      input("totp").value = ""; // A code is good once; where nothing was checked, it still is.
    }
  }
}

/** @returns {Promise<string>} the first page */
async function signIn() {
  const username = input("username").value.trim().toLowerCase();
  const totp = normaliseCode(input("totp").value);
  working("Turning your words into keys …");
  const start = await sendJson("POST", "/sign-in/start", { username });
  const keys = await loginKeys(input("passphrase").value, username, start);
  working("Signing in …");
  const secret = b64u(keys.authSecret);
  const answer = await sendJson("POST", "/sign-in", { username, secret, totp });
  working("Unlocking …");
  const file = fileBytes(answer.seed_file);
  const accountSeed = await openSeedFile(file, keys.unlockSeed, answer.account);
  wipe(keys.authSecret, keys.unlockSeed);
  await keepSession(answer.account, accountSeed, answer.server_half);
  return HOMES.includes(answer.go) ? answer.go : "/sign-in";
}

/** @param {string} words */
function working(words) {
  find("#working-words").textContent = words;
}

/** @param {string} words */
function problem(words) {
  find("#problem").textContent = words;
}
