/**
 * The roster of a desk: a chain of signed notes that says whose keys count (SPEC 8).
 *
 * The server knows every public recipient, so whatever is sealed to one it can forge. Who belongs to
 * a desk is therefore signed by members, version by version, and a client walks from the version it
 * has pinned (rosterchain.js).
 */

export const MAX_MEMBERS = 200;

/**
 * One account: id (32 hexadecimal digits), recipient as text, verification key of 32 bytes as b64u.
 * @typedef {{account: string, userName: string, role: string, triage: boolean, recipient: string,
 *   key: string}} Member
 */

/**
 * One version; `previous` is b64u SHA-256 of the text before it, `-` in version 1. `day` is the one
 * on which it was signed first, `removed` that of the newest version up to this one in which somebody
 * lost triage, both `YYYY-MM-DD`. A version without `day` counts as old.
 * @typedef {{desk: string, version: number, previous: string, epoch: number, recipient: string,
 *   members: Member[], day?: string | null, removed?: string | null}} Roster
 */

/**
 * A roster that must not be believed. `reason` is `bad_roster` (not a roster, or not a signed note),
 * `bad_first` (version 1 is not one triage member's own), `bad_desk`, `gap` (a version is missing),
 * `fork` (another version than the one pinned or named stands in its place), `step_back` (older than
 * what was seen), `bad_epoch` (epoch and recipient do not go together), `bad_day` (a
 * day is missing, goes back, lies ahead, or that of the newest removal is wrong), `bad_signature` or
 * `too_few_signatures`.
 */
export class RosterError extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}
