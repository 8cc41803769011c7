/** A version of a roster as the one text that members sign, and the hash that names it (SPEC 8). */

import { DESK_ROLES } from "../../generated/lists.js";
import { parseRecipient } from "../age/hybrid.js";
import { sha256, utf8 } from "../bytes.js";
import { b64u, EncodingError, parseB64u } from "../encoding.js";
import { day as aDay, constant, hexId, oneOf, userName } from "../shapes.js";
import { MAX_MEMBERS, RosterError } from "./roster.js";

/** @typedef {import("./roster.js").Member} Member */
/** @typedef {import("./roster.js").Roster} Roster */

const TITLE = "intake/v1/roster"; // Version 1 of a roster, and what was made before days.
const TITLE_WITH_DAYS = "intake/v2/roster";
const NAMES = ["desk", "version", "previous", "epoch", "recipient"];
const NAMES_WITH_DAYS = ["desk", "version", "previous", "day", "removed", "epoch", "recipient"];

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

/** @param {Member[]} members */
export function sorted(members) {
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
