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
import { day as aDay, constant, hexId, oneOf, userName } from "../shapes.js";

const TITLE = "intake/v1/roster"; // Version 1 of a roster, and what was made before days.
const TITLE_WITH_DAYS = "intake/v2/roster";
const NAMES = ["desk", "version", "previous", "epoch", "recipient"];
const NAMES_WITH_DAYS = ["desk", "version", "previous", "day", "removed", "epoch", "recipient"];
const MAX_MEMBERS = 200;

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

/**
 * Return the text of a roster, which ends with a line feed; members are sorted here.
 * @param {Roster} roster
 * @returns {string}
 * @throws {RosterError} bad_roster: a field is none that a reader accepts
 */
export function encodeRoster({ desk, version, previous, day, removed, ...rest }) {
  const { epoch, recipient, members } = rest;
  const text = [
    day ? TITLE_WITH_DAYS : TITLE,
    `desk ${desk}`,
    `version ${version}`,
    `previous ${previous}`,
    ...(day ? [`day ${day}`, `removed ${removed ?? "-"}`] : []),
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
 * @param {string | null} [day] of its first signature, `YYYY-MM-DD`; left out, that of `before`
 * @param {{epoch: number, recipient: string}} [desk] the new identity of the desk
 * @returns {Promise<Roster>}
 */
export async function nextRoster(before, members, day, desk) {
  const { epoch, recipient } = desk ?? before;
  const { roster: previous, version } = await pinOf(before);
  const named = { desk: before.desk, version: version + 1, previous, epoch, recipient };
  const dated = day ?? before.day ?? null;
  const removed = takesTriage(before, members) ? dated : (before.removed ?? null);
  return { ...named, members: sorted(members), day: dated, removed };
}

/**
 * Tell whether somebody who had triage has it no more among these members.
 * @param {Roster} before
 * @param {Member[]} members
 * @returns {boolean}
 */
export function takesTriage(before, members) {
  const stay = new Set(members.filter(({ triage }) => triage).map(({ account }) => account));
  return before.members.some(({ account, triage }) => triage && !stay.has(account));
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
  const names = lines[0] === TITLE_WITH_DAYS ? NAMES_WITH_DAYS : NAMES;
  const least = names.length + 3; // Title, one member, and what follows the last line feed.
  if (lines.length < least || lines.length >= least + MAX_MEMBERS || lines.pop() !== "") {
    throw new EncodingError("not a roster");
  }
  oneOf(lines[0], [TITLE, TITLE_WITH_DAYS]);
  /** @type {Record<string, string>} */
  const given = Object.fromEntries(names.map((name, i) => [name, field(lines[i + 1], name)]));
  const { desk, version, previous, epoch, recipient } = given;
  const members = lines.slice(names.length + 1).map(readMember);
  requireOrder(members);
  if (version === "1") {
    constant(previous, "-");
    constant(given.removed ?? "-", "-");
  } else {
    parseB64u(previous, 32);
  }
  parseRecipient(recipient);
  const named = { desk: hexId(desk), previous, recipient, members, ...readDays(given) };
  return { ...named, version: number(version), epoch: number(epoch) };
}

/**
 * @param {Record<string, string>} given
 * @returns {{day: string | null, removed: string | null}}
 */
function readDays({ day, removed }) {
  if (day === undefined) {
    return { day: null, removed: null };
  }
  aDay(day);
  if (removed === "-") {
    return { day, removed: null };
  }
  if (aDay(removed) > day) {
    throw new EncodingError("a removal after its version");
  }
  return { day, removed };
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
