/** What one version of a roster must fulfil to follow another (SPEC 8). */
import { isEqual } from "../bytes.js";
import { parseB64u } from "../encoding.js";
import { keyIdOf, NoteError, verifyNoteSignature } from "./note.js";
import { encodeMember, pinOf, RosterError, takesTriage } from "./roster.js";

/** @typedef {import("./note.js").Note} Note */
/** @typedef {import("./roster.js").Member} Member */
/** @typedef {import("./roster.js").Roster} Roster */

/** Two triage members are taken off by one signature each only if so many days lie between. */
const REMOVAL_DAYS = 7;
const DAY_MS = 86_400_000;

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

/**
 * Verify a version against the one before it.
 * @param {Roster} before a version that is believed
 * @param {Roster} after the next one, as parsed from `note`
 * @param {Note} note the signed note of `after`
 * @throws {RosterError} with its reason, in the order of the checks here
 */
export async function verifyStep(before, after, note) {
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
  if ((await countSigners(note, before.members)) < neededSignatures(before, after)) {
    throw new RosterError("too_few_signatures");
  }
}

/**
 * Return how many of the members signed; a false signature by one of them spoils the note.
 * @param {Note} note
 * @param {Member[]} members
 * @returns {Promise<number>}
 * @throws {RosterError} bad_signature
 */
export async function countSigners(note, members) {
  const signers = new Set();
  for (const { account, key } of members) {
    const publicKey = parseB64u(key, 32);
    const keyId = await keyIdOf(account, publicKey);
    for (const { name, keyId: named, signature } of note.signatures) {
      if (name === account && isEqual(named, keyId)) {
        await requireSignature(publicKey, note.text, signature);
        signers.add(account);
      }
    }
  }
  return signers.size;
}

/**
 * @param {Uint8Array} key
 * @param {string} text
 * @param {Uint8Array} signature
 */
async function requireSignature(key, text, signature) {
  try {
    await verifyNoteSignature(key, text, signature);
  } catch (error) {
    throw error instanceof NoteError ? new RosterError("bad_signature") : error;
  }
}
