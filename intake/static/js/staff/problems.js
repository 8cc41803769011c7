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
  taken: "Somebody else took this case just now. Go back to the list.",
  cover: "This person cannot cover now. Choose another one.",
  assignee: "This person cannot hold the case now. Choose another one.",
  to: "This cannot be chosen now. Open the case again.",
  newer:
    "Somebody wrote in this case while you did. What you wrote is still here: copy it, open the case again and read that first.",
  unread: "Something newer was said in this case. Open it again and read that first.",
  unanswered:
    "Something the reporter said is unanswered. Answer it, or say why it needs no answer.",
  unscreened: "Whom this case is kept from must be decided first. Open the case again.",
  proposed: "The same is proposed already and waits for a second person. Open the case again.",
  own_proposal: "Somebody else must agree to what you proposed.",
  not_for_you: "The case is being handed over to somebody else.",
  not_taken: "Nobody has taken this case yet: it can only be made more urgent.",
  not_yours: "This place belongs to somebody who is there. They hand it over themselves.",
  unconfirmed: "Your key file of this case was not opened yet. Open the case first.",
  on_it: "Somebody else is on it since a moment. Open the case again.",
  no_emergency: "This is for an emergency that is not closed. Open the case again.",
  desk_key_there: "The desk has its key file of this case already.",
  no_second: "Nobody else could agree to this: it would leave you alone with the case.",
  last_reader: "Then nobody could open the case any more. Hand it over first.",
  changed: "The case has changed in this moment. Open it again.",
  hashes: "The case was not taken: its files are not the ones you opened. Open the case again.",
  key_file: "Your key file of this case is not there. Tell the auditor today.",
  status: "This change is not possible from the present status. Open the case again.",
  conflict: "Another message stands under the same number. Copy your text and open the case again.",
  full: "This case holds as many answers as it can. What you wrote is still here: copy it. Once the reporter sends a new report, answer there.",
  too_large: "This is too long. Nothing was stored. Shorten it.",
  proposal: "Nothing waits for a second member any more. Load the page again.",
  gone: "Your account has ended. Nothing was changed.",
  notices: "You are not told of anything as it is.",
  no_relay: "This desk sends no notices.",
  address: "The relay cannot send to this address.",
  zone: "The server does not know this browser's time zone.",
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
