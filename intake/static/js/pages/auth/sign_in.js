/** Signing in: the passphrase becomes keys here and is never sent (SPEC section 7). */

import { wipe } from "../../crypto/bytes.js";
import { b64u, fileBytes, readDigits } from "../../crypto/encoding.js";
import { openSeedFile } from "../../crypto/roster/accounts.js";
import { find } from "../../dom.js";
import { NotPossible, problemWords } from "../../staff/problems.js";
import { keepSession, takeLocked } from "../../staff/session/session.js";
import { loginKeys } from "../../staff/session/unlock.js";
import { ApiError, getJson, sendJson } from "../../staff/staff_api.js";
import { input } from "../../staff/staff_dom.js";
import { LANGUAGE, SIGN_IN } from "../../words/en/staff/language.js";
import { words, wordsOf } from "../../words/say_staff.js";

const HOMES = ["/desk/", "/audit/", "/admin/", "/waiting"];
const CASE = /^\/desk\/[0-9a-f]{32}$/; // Opens nothing by itself: a purpose is asked for first.

/** Wire the page. */
export function signInPage() {
  const { reason, path } = takeLocked();
  const locked = wordsOf("locked", reason);
  if (locked) {
    find("#locked").hidden = false;
    find("#locked").textContent = locked;
  }
  find(".languages").addEventListener("click", askFirst);
  wireShow();
  const button = /** @type {HTMLButtonElement} */ (find("#enter"));
  button.disabled = false;
  button.addEventListener("click", () => submit(button, path));
  for (const name of ["username", "passphrase", "totp"]) {
    input(name).addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !button.disabled) {
        submit(button, path);
      }
    });
  }
}

/** Another language is another page: what is typed goes with this one. @param {Event} event */
function askFirst(event) {
  const isTyped = ["username", "passphrase", "totp"].some((name) => input(name).value);
  if (isTyped && !confirm(words("sign_in.not_kept"))) {
    event.preventDefault();
  }
}

function wireShow() {
  const show = /** @type {HTMLButtonElement} */ (find("#show"));
  show.disabled = false;
  show.addEventListener("click", () => {
    const isMasked = input("passphrase").classList.toggle("masked");
    show.setAttribute("aria-pressed", String(!isMasked));
    show.textContent = words(isMasked ? "sign_in.show" : "sign_in.hide");
  });
}

const trimmed = (/** @type {string} */ typed) => typed.trim();

/**
 * @param {HTMLButtonElement} button
 * @param {string} before the page that was locked
 */
async function submit(button, before) {
  const missing = Object.entries({ username: trimmed, passphrase: trimmed, totp: readDigits }).find(
    ([name, read]) => !read(input(name).value),
  )?.[0];
  if (missing) {
    problem(words("sign_in.fill_in"));
    input(missing).focus();
    return;
  }
  button.disabled = true;
  problem("");
  find("#working").hidden = false;
  try {
    const home = await signIn();
    location.replace(home === "/desk/" && CASE.test(before) ? before : home);
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
  const totp = readDigits(input("totp").value);
  working(words("sign_in.stretching"));
  const start = await sendJson("POST", "/sign-in/start", { username });
  const keys = await loginKeys(input("passphrase").value, username, start);
  working(words("sign_in.sending"));
  const secret = b64u(keys.authSecret);
  const answer = await sendJson("POST", "/sign-in", { username, secret, totp, lang: LANGUAGE });
  working(words("sign_in.unlocking"));
  const file = fileBytes(answer.seed_file);
  const accountSeed = await openSeedFile(file, keys.unlockSeed, answer.account);
  wipe(keys.authSecret, keys.unlockSeed);
  await keepSession(answer.account, accountSeed, answer.server_half);
  await requireCookie();
  return HOMES.includes(answer.go) ? answer.go : SIGN_IN;
}

/** A session whose cookie was not kept would show an empty page next. */
async function requireCookie() {
  try {
    await getJson("/session/half");
  } catch (error) {
    const isLost = error instanceof ApiError && error.status === 401;
    throw isLost ? new NotPossible(words("sign_in.no_cookie")) : error;
  }
}

/** @param {string} text */
function working(text) {
  find("#working-words").textContent = text;
}

/** @param {string} text */
function problem(text) {
  find("#problem").textContent = text;
}
