/** Signing in: the passphrase becomes keys here and is never sent (SPEC section 7). */

import { wipe } from "../../crypto/bytes.js";
import { b64u, fileBytes } from "../../crypto/encoding.js";
import { openSeedFile } from "../../crypto/roster/accounts.js";
import { find } from "../../dom.js";
import { normaliseCode } from "../../staff/labels.js";
import { NotPossible, problemWords } from "../../staff/problems.js";
import { keepSession, takeLockReason } from "../../staff/session/session.js";
import { loginKeys } from "../../staff/session/unlock.js";
import { ApiError, getJson, sendJson } from "../../staff/staff_api.js";
import { input } from "../../staff/staff_dom.js";

/** @type {Readonly<Record<string, string>>} */
const LOCK_WORDS = {
  idle: "Locked: nobody used it for a while. Nothing readable is left in this browser.",
  asked: "Locked. Nothing readable is left in this browser.",
  lost: "This tab holds no keys. Sign in again.",
  over: "Your session is over. Nothing readable is left in this browser.",
};

const NO_COOKIE =
  "You signed in, but this browser did not keep the session. Safari and other WebKit browsers do so on plain http: use the https or onion address. If it stays, allow cookies for this site.";

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
    const isMasked = input("passphrase").classList.toggle("masked");
    show.setAttribute("aria-pressed", String(!isMasked));
    show.textContent = isMasked ? "Show" : "Hide";
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
  await requireCookie();
  return HOMES.includes(answer.go) ? answer.go : "/sign-in";
}

/** A session whose cookie was not kept would show an empty page next. */
async function requireCookie() {
  try {
    await getJson("/session/half");
  } catch (error) {
    throw error instanceof ApiError && error.status === 401 ? new NotPossible(NO_COOKIE) : error;
  }
}

/** @param {string} words */
function working(words) {
  find("#working-words").textContent = words;
}

/** @param {string} words */
function problem(words) {
  find("#problem").textContent = words;
}
