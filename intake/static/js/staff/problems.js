/**
 * One calm sentence for whatever went wrong.
 */
import { Untrusted } from "../crypto/case/objects.js";
import { wordFor } from "./labels.js";
import { ApiError, NoAnswer } from "./staff_api.js";
import { STOP_WORDS } from "./stops.js";

/** This person cannot do this; the message is for them. */
export class NotPossible extends Error {}

const NO_WORDS = "The server could not do this. Try again; if it stays, tell your administrator.";
const DAMAGED =
  "What this page sent was damaged, or the page is too old. Nothing was stored. Load it again.";
const MOVED = "The list has changed in this moment. Load the page again.";

/** Words for the codes of the server, by what people can do about them. */
const BY_CODE = Object.freeze({
  ...Object.fromEntries(
    Object.entries(STOP_WORDS).map(([reason, words]) => [
      reason,
      `The new list was refused. ${words} Load the page again.`,
    ]),
  ),
  ...codes(
    DAMAGED,
    "damaged body meta content_type multipart not_utf8 nul too_many_fields totp_secret",
  ),
  ...codes(MOVED, "roster_moved_on gap fork step_back"),
  ...codes(
    "Load the page again: what it asked for is not known.",
    "after reason purpose place dispositions via outcome members month",
  ),
  ...codes("This invitation is not known, or it has run out. Ask for another one.", "invite"),
  ...codes("There is no such case, or it is not for you.", "case"),
  ...codes("There is no such account any more. Load the page again.", "account"),
  ...codes("There is no such entry in the log.", "entry"),
  username:
    "A user name is 2 to 32 small letters, digits, dots or dashes, a letter or digit first.",
  username_taken: "There is an account or an invitation with this name already.",
  role: "Only caseworkers and supervisors can read what waits.",
  yourself: "Nobody can disable or suspend their own account.",
  may_not_suspend:
    "Only triage members, supervisors and administrators can suspend somebody, and only administrators an auditor.",
  nobody_else: "Nobody but you could undo this afterwards. Let somebody else in first.",
  not_active: "This account is suspended already, or disabled. Load the page again.",
  not_suspended: "This account is not suspended any more. Load the page again.",
  last_triage: "This is the last person who can open what waits. Let somebody else in first.",
  totp: "This code is not right. Wait for the next one; check that the phone's clock is right.",
  no_desk: "There is no desk yet. Open the invitation again when the first member has an account.",
  desk_exists: "Somebody else made the desk in this moment. Open the invitation again.",
  first_roster: "The desk's first list did not come with the account. Open the invitation again.",
  key_file: "Your key file of this case is not there. Tell the auditor today.",
  conflict: "Another message stands under the same number. Copy your text and open the case again.",
  too_large: "This is too long. Nothing was stored. Shorten it.",
  proposal: "Nothing waits for a second member any more. Load the page again.",
  gone: "Your account has ended. Nothing was changed.",
  notices: "You are not told of anything as it is.",
  no_relay: "This desk sends no notices.",
  address: "The relay cannot send to this address.",
  zone: "The server does not know this browser's time zone.",
  until: "Choose a day from tomorrow on, at most 90 days ahead.",
  not_away: "Nobody said so: there is nothing to take back.",
  not_supervisor: "Only supervisors say it for somebody else.",
  quiet: "Choose two different hours.",
  leaving:
    "Your own removal waits for a second member. Until that is decided you cannot change the list or suspend anybody.",
  bad_day:
    "This was signed on another day than the server's. Load the page again and sign anew; if it stays, check the clock of this device.",
  not_a_member: "You are not on the desk's list any more.",
  not_triage: "Only triage members can remove somebody.",
  roster_member:
    "Somebody in the new list is not as they enrolled, or is disabled or suspended. Load the page again.",
  desk_keys: "The desk's keys for the new member are missing or not needed. Load the page again.",
});

/**
 * @param {string} words
 * @param {string} named codes with a space between
 * @returns {Record<string, string>} the same words for each
 */
function codes(words, named) {
  return Object.fromEntries(named.split(" ").map((code) => [code, words]));
}

/**
 * @param {unknown} error
 * @returns {string}
 */
export function problemWords(error) {
  if (error instanceof NoAnswer) {
    return "There was no answer. Check the connection, then try again.";
  }
  if (error instanceof NotPossible) {
    return error.message;
  }
  if (error instanceof ApiError) {
    return wordFor(BY_CODE, error.code, error.message || NO_WORDS);
  }
  if (error instanceof Untrusted) {
    return `What came from the server could not be opened (${error.reason}).`;
  }
  return "Something in this page went wrong. Load it again; if it happens twice, tell your administrator.";
}
