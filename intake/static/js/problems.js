/**
 * One calm sentence for whatever went wrong.
 */
import { Refused } from "./crypto/objects.js";
import { ApiError, NoAnswer } from "./staff_api.js";

/** The list of people on the desk does not follow from the one this account trusted last. */
export class Stopped extends Error {
  /**
   * @param {string} reason a word of ours: gap, fork, step_back, …
   * @param {{roster: string, version: number}} pin
   */
  constructor(reason, pin) {
    super(reason);
    this.reason = reason;
    this.pin = pin;
  }
}

/** Words for the codes that people can do something about. @type {Readonly<Record<string, string>>} */
const BY_CODE = {
  username:
    "A user name is 2 to 32 small letters, digits, dots or dashes, a letter or digit first.",
  username_taken: "There is an account or an invitation with this name already.",
  role: "Only caseworkers and supervisors can read what waits.",
  yourself: "Nobody can disable their own account.",
  last_triage: "This is the last person who can open what waits. Let somebody else in first.",
  desk_exists: "Somebody else made the desk in this moment. Open the invitation again.",
  taken: "Somebody else took this case just now. Go back to the queue.",
  not_taken: "First somebody has to take the case.",
  cover: "This person cannot cover now. Choose another one.",
  status: "This change is not possible from the present status. Open the case again.",
  proposal: "Nothing waits for a second member any more. Load the page again.",
  roster_moved_on: "The list has changed in this moment. Load the page again.",
};

/** @type {Readonly<Record<number, string>>} */
const BY_STATUS = {
  401: "Your session is over. Sign in again.",
  403: "This is not for your role, or the page is out of date. Load it again.",
  404: "There is no such thing, or it is not for you.",
  409: "Somebody else was faster. Look again.",
  413: "This is too long.",
  429: "Too many attempts. Wait a while, then try again.",
  503: "It could not be written to the access log, so nothing was shown or changed. Try again soon.",
};

/**
 * @param {unknown} error
 * @returns {string}
 */
export function problemWords(error) {
  if (error instanceof NoAnswer) {
    return "There was no answer. Check the connection, then try again.";
  }
  if (error instanceof ApiError) {
    return (
      BY_CODE[error.code] || error.message || BY_STATUS[error.status] || "The server refused this."
    );
  }
  if (error instanceof Refused) {
    return `What came from the server could not be opened (${error.reason}).`;
  }
  return "Something in this page went wrong. Load it again; if it happens twice, tell your administrator.";
}
