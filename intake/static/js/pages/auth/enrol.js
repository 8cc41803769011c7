/** Enrolment: passphrase, code app and every key are made in this browser (SPEC 7 and 8). */
import { readDigits } from "../../crypto/encoding.js";
import { newPassphrase } from "../../crypto/passwords.js";
import { find, refill } from "../../dom.js";
import { DESK_ROLES } from "../../generated/lists.js";
import { ROLE_WORDS, wordFor } from "../../staff/labels.js";
import { problemWords } from "../../staff/problems.js";
import { qrPicture } from "../../staff/qr_picture.js";
import { codeLink, inGroups, newCodeSecret } from "../../staff/session/code_app.js";
import { mustWaitForDesk, newAccount } from "../../staff/session/enrolment.js";
import { ApiError, sendJson } from "../../staff/staff_api.js";
import { input, onClick, place, say, showState } from "../../staff/staff_dom.js";
import { words } from "../../words/say_staff.js";
import { askFor, onEnter, pickPositions, showWords, wordsAreRight } from "./enrol_words.js";

/**
 * What this browser made for the newcomer; nobody else has seen it. The secret is base32.
 * @typedef {{token: string, passphrase: string, secret: string}} Made
 */

/** @typedef {import("../../staff/session/enrolment.js").Invitation} Invitation */

/** Fetch the invitation, then go through the steps. */
export async function enrolPage() {
  const token = location.hash.slice(1);
  history.replaceState(null, "", location.pathname); // The token is in no history and no referrer.
  addEventListener("hashchange", () => {
    removeEventListener("beforeunload", askBeforeLeaving);
    location.reload();
  }); // Another link, pasted into this tab.
  if (!token) {
    showState("no-link"); // Loaded again: the words that were shown are gone.
    return;
  }
  showState("loading");
  try {
    const invitation = await sendJson("POST", "/enrol/start", { token });
    if (mustWaitForDesk(invitation)) {
      showState("no-desk");
      return;
    }
    wire({ token, passphrase: newPassphrase(), secret: newCodeSecret() }, invitation);
    showStep("words");
  } catch (error) {
    const unusable = error instanceof ApiError && error.status < 500 && error.status !== 429;
    say("failed-reason", problemWords(error));
    showState(unusable ? "invalid" : "failed");
  }
}

/**
 * @param {Made} made
 * @param {Invitation} invitation
 */
function wire(made, invitation) {
  const passphrase = made.passphrase.split(" ");
  addEventListener("beforeunload", askBeforeLeaving);
  say("username", invitation.username);
  say("role", wordFor(ROLE_WORDS, invitation.role).toLowerCase());
  showWords(passphrase);
  /** @type {number[]} */
  let asked = [];
  onClick("written", () => {
    asked = pickPositions(passphrase.length);
    askFor(asked);
    showStep("check");
  });
  onClick("again", () => showStep("words"));
  onClick(
    "checked",
    () => wordsAreRight(passphrase, asked) && showCodeApp(made.secret, invitation),
  );
  onClick("finish", () => finish(made, invitation));
  onEnter(input("totp"), "finish");
}

/** @param {BeforeUnloadEvent} event */
function askBeforeLeaving(event) {
  event.preventDefault();
  event.returnValue = "leave"; // Chrome 80 asks only if something is put here.
}

/** @param {string} name */
function showStep(name) {
  showState(name);
  find(`[data-state="${name}"] h2`).focus();
}

/**
 * @param {string} secret
 * @param {Invitation} invitation
 */
function showCodeApp(secret, { username, first }) {
  const link = codeLink(secret, username);
  place("first").hidden = !first;
  say("secret", inGroups(secret));
  refill(place("qr"), qrPicture(link, words("enrol.qr")));
  place("otpauth").setAttribute("href", link);
  showStep("codes");
}

/** Take the secret off the page: from here on it is in the app only. */
function hideCodeApp() {
  say("secret", "");
  refill(place("qr"));
  place("otpauth").removeAttribute("href");
}

/**
 * @param {Made} made
 * @param {Invitation} invitation
 */
async function finish({ token, passphrase, secret }, invitation) {
  const totp = readDigits(input("totp").value);
  say("codes-problem", "");
  if (totp.length !== 6) {
    say("codes-problem", words("enrol.six_digits"));
    input("totp").focus();
    return;
  }
  place("working").hidden = false;
  say("working-words", words("enrol.making"));
  try {
    const account = await newAccount(invitation, passphrase);
    await sendJson("POST", "/enrol", { ...account, token, totp_secret: secret, totp });
    removeEventListener("beforeunload", askBeforeLeaving);
    hideCodeApp();
    place("done-first").hidden = !invitation.first;
    place("done-desk").hidden = invitation.first || !DESK_ROLES.includes(invitation.role);
    showStep("done");
  } catch (error) {
    say("codes-problem", problemWords(error));
    input("totp").value = "";
    input("totp").focus();
  }
  place("working").hidden = true;
}
