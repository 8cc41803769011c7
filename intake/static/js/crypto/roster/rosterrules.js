/** The next version of a roster, and what it must fulfil to follow (SPEC 8), but for signatures. */
import { RosterError } from "./roster.js";
import { encodeMember, pinOf, sorted } from "./rostertext.js";

/** @typedef {import("./roster.js").Member} Member */
/** @typedef {import("./roster.js").Roster} Roster */

/** Two triage members are taken off by one signature each only if so many days lie between. */
const REMOVAL_DAYS = 7;
const DAY_MS = 86_400_000;

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
function takesTriage(before, members) {
  const stay = new Set(members.filter(({ triage }) => triage).map(({ account }) => account));
  return before.members.some(({ account, triage }) => triage && !stay.has(account));
}

/**
 * Return how many different members of `before` must have signed `after`.
 * @param {Roster} before
 * @param {Roster} after
 * @returns {number}
 */
export function neededSignatures(before, after) {
  const kept = new Set(after.members.map(encodeMember));
  const removed = before.members.filter((member) => !kept.has(encodeMember(member)));
  const onlyRemoves =
    removed.length === 1 &&
    after.members.length === before.members.length - 1 &&
    after.recipient === before.recipient;
  // Down to one member needs two as well: else one could remove the others and then add alone.
  const oneIsEnough = onlyRemoves && after.members.length > 1 && !isSecond(before, after);
  return oneIsEnough ? 1 : Math.min(2, before.members.length);
}

/**
 * Require everything but the signatures of the version after `before`.
 * @param {Roster} before
 * @param {Roster} after
 * @throws {RosterError} with its reason, in the order of the checks here
 */
export async function requireNext(before, after) {
  if (after.version !== before.version + 1) {
    throw new RosterError(after.version > before.version ? "gap" : "step_back");
  }
  if (after.desk !== before.desk) {
    throw new RosterError("bad_desk");
  }
  if (after.previous !== (await pinOf(before)).roster) {
    throw new RosterError("fork");
  }
  const same = after.recipient === before.recipient;
  if (after.epoch !== before.epoch + (same ? 0 : 1)) {
    throw new RosterError("bad_epoch");
  }
  requireDays(before, after);
}

/**
 * Refuse a day after the one that follows `today`: whoever takes one triage member off could else
 * date the next removal a week later.
 * @param {string | null | undefined} day `YYYY-MM-DD`
 * @param {string} today likewise
 * @throws {RosterError} bad_day
 */
export function requireNotAhead(day, today) {
  if (day && Date.parse(day) > Date.parse(today) + DAY_MS) {
    throw new RosterError("bad_day");
  }
}

/**
 * Tell whether this takes a triage member off within a week of another one's removal.
 * @param {Roster} before
 * @param {Roster} after
 */
function isSecond(before, after) {
  if (!before.removed || !after.day || !takesTriage(before, after.members)) {
    return false;
  }
  return Date.parse(after.day) - Date.parse(before.removed) < REMOVAL_DAYS * DAY_MS;
}

/**
 * Require days that never go back, and the day of the newest removal carried on.
 * @param {Roster} before
 * @param {Roster} after
 */
function requireDays(before, after) {
  if (!after.day) {
    if (before.day) {
      throw new RosterError("bad_day");
    }
    return;
  }
  const expected = takesTriage(before, after.members) ? after.day : (before.removed ?? null);
  if (after.day < (before.day ?? "") || after.removed !== expected) {
    throw new RosterError("bad_day");
  }
}
