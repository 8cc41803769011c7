/**
 * The roster of a desk: a chain of signed notes that says whose keys count (SPEC 8).
 *
 * The server knows every public recipient, so whatever is sealed to one it can forge. Who belongs to
 * a desk is therefore signed by members, version by version, and a client walks from the version it
 * has pinned (rosterchain.js).
 */

import { DESK_ROLES } from "../../generated/lists.js";
import { parseRecipient } from "../age/hybrid.js";
import { sha256, utf8 } from "../bytes.js";
import { b64u, EncodingError, parseB64u } from "../encoding.js";
import { constant, hexId, oneOf, userName } from "../shapes.js";

const TITLE = "intake/v1/roster";
const MAX_MEMBERS = 200;

/**
 * One account: id (32 hexadecimal digits), recipient as text, verification key of 32 bytes as b64u.
 * @typedef {{account: string, userName: string, role: string, triage: boolean, recipient: string,
 *   key: string}} Member
 */

/**
 * One version; `previous` is b64u SHA-256 of the text before it, `-` in version 1.
 * @typedef {{desk: string, version: number, previous: string, epoch: number, recipient: string,
 *   members: Member[]}} Roster
 */

/**
 * A roster that must not be believed. `reason` is `bad_roster` (not a roster, or not a signed note),
 * `bad_first` (version 1 is not one triage member's own), `bad_desk`, `gap` (a version is missing),
 * `fork` (another version than the one pinned or named stands in its place), `step_back` (older than
 * what was seen), `bad_epoch` (epoch and recipient do not go together), `bad_signature` or
 * `too_few_signatures`.
 */
export class RosterError extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Return the text of a roster, which ends with a line feed; members are sorted here.
 * @param {Roster} roster
 * @returns {string}
 * @throws {RosterError} bad_roster: a field is none that a reader accepts
 */
export function encodeRoster({ desk, version, previous, epoch, recipient, members }) {
  const text = [
    TITLE,
    `desk ${desk}`,
    `version ${version}`,
    `previous ${previous}`,
    `epoch ${epoch}`,
    `recipient ${recipient}`,
    ...sorted(members).map(encodeMember),
    "",
  ].join("\n");
  parseRoster(text);
  return text;
}

/**
 * Return the roster of a text without signatures.
 * @param {string} text
 * @returns {Roster}
 * @throws {RosterError} bad_roster: not the one way to write a roster
 */
export function parseRoster(text) {
  try {
    return readRoster(text);
  } catch (error) {
    throw error instanceof EncodingError ? new RosterError("bad_roster") : error;
  }
}

/**
 * Return b64u SHA-256 of a roster's text: its name in `previous`, pins and the log.
 * @param {string} text
 * @returns {Promise<string>}
 */
export async function rosterHash(text) {
  return b64u(await sha256(utf8(text)));
}

/**
 * Return what a client remembers of the newest version it has verified.
 * @param {Roster} roster
 * @returns {Promise<import("./vault.js").Pin>}
 */
export async function pinOf(roster) {
  return { roster: await rosterHash(encodeRoster(roster)), version: roster.version };
}

/**
 * Return the unsigned version after `before`; without a new recipient the epoch stays.
 * @param {Roster} before
 * @param {Member[]} members
 * @param {{epoch: number, recipient: string}} [desk] the new identity of the desk
 * @returns {Promise<Roster>}
 */
export async function nextRoster(before, members, desk) {
  const { epoch, recipient } = desk ?? before;
  const { roster: previous, version } = await pinOf(before);
  const named = { desk: before.desk, version: version + 1, previous, epoch, recipient };
  return { ...named, members: sorted(members) };
}

/** @param {Member[]} members */
function sorted(members) {
  return [...members].sort((one, other) => (one.account < other.account ? -1 : 1));
}

/**
 * Return a member's line, which is the same only for the same member.
 * @param {Member} member
 * @returns {string}
 */
export function encodeMember({ account, userName: name, role, triage, recipient, key }) {
  return `member ${account} ${name} ${role} ${triage ? "triage" : "case"} ${recipient} ${key}`;
}

/** @param {string} text @returns {Roster} */
function readRoster(text) {
  const lines = text.split("\n");
  if (lines.length < 8 || lines.length > MAX_MEMBERS + 7 || lines.pop() !== "") {
    throw new EncodingError("not a roster");
  }
  constant(lines[0], TITLE);
  const names = ["desk", "version", "previous", "epoch", "recipient"];
  const [desk, version, previous, epoch, recipient] = names.map((name, i) =>
    field(lines[i + 1], name),
  );
  const members = lines.slice(6).map(readMember);
  requireOrder(members);
  if (version === "1") {
    constant(previous, "-");
  } else {
    parseB64u(previous, 32);
  }
  parseRecipient(recipient);
  const named = { desk: hexId(desk), previous, recipient, members };
  return { ...named, version: number(version), epoch: number(epoch) };
}

/** @param {string} line @returns {Member} */
function readMember(line) {
  const parts = field(line, "member").split(" ");
  constant(parts.length, 6);
  const [account, name, role, triage, recipient, key] = parts;
  parseRecipient(recipient);
  parseB64u(key, 32);
  return {
    account: hexId(account),
    userName: userName(name),
    role: oneOf(role, DESK_ROLES),
    triage: oneOf(triage, ["triage", "case"]) === "triage",
    recipient,
    key,
  };
}

/**
 * Require sorted accounts, names and keys used once, and somebody who can open reports.
 * @param {Member[]} members
 */
function requireOrder(members) {
  const accounts = members.map(({ account }) => account);
  const names = members.map(({ userName: name }) => name);
  const keys = members.flatMap(({ key, recipient }) => [key, recipient]);
  constant(accounts.join(), [...new Set(accounts)].sort().join());
  constant(new Set(names).size, members.length);
  constant(new Set(keys).size, 2 * members.length);
  if (!members.some(({ triage }) => triage)) {
    throw new EncodingError("nobody with triage");
  }
}

/**
 * @param {string} line
 * @param {string} name
 */
function field(line, name) {
  const start = `${name} `;
  if (!line.startsWith(start) || line.length === start.length) {
    throw new EncodingError("not this field");
  }
  return line.slice(start.length);
}

/** @param {string} text */
function number(text) {
  if (!/^[1-9][0-9]{0,8}$/.test(text)) {
    throw new EncodingError("not a number");
  }
  return Number(text);
}
