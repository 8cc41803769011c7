/** Signing rosters, and walking their chain (SPEC 8). */
import { isEqual } from "../bytes.js";
import { parseB64u } from "../encoding.js";
import {
  cosignNote,
  keyIdOf,
  NoteError,
  parseNote,
  signNote,
  verifyNoteSignature,
} from "../tlog/note.js";
import { RosterError } from "./roster.js";
import { neededSignatures, requireNext, requireNotAhead } from "./rosterrules.js";
import { encodeRoster, parseRoster, pinOf, rosterHash } from "./rostertext.js";

/** @typedef {import("./roster.js").Member} Member */
/** @typedef {import("./vault.js").Pin} Pin */
/** @typedef {import("./roster.js").Roster} Roster */
/** @typedef {import("../tlog/note.js").Note} Note */

/** A verified chain, oldest version first. */
export class Walk {
  /** @param {Roster[]} rosters at least one */
  constructor(rosters) {
    this.rosters = rosters;
    /** The version that counts. */
    this.newest = rosters[rosters.length - 1];
  }

  /**
   * Return what the client remembers for the next walk.
   * @returns {Promise<Pin>}
   */
  pin() {
    return pinOf(this.newest);
  }

  /**
   * Return the newest entry in which this account had triage; files made by somebody who has left
   * since stay good.
   * @param {string} account
   * @returns {Member | undefined}
   */
  findTriage(account) {
    const entries = this.rosters.map(({ members }) =>
      members.find((member) => member.account === account && member.triage),
    );
    return entries.reverse().find((member) => member);
  }

  /**
   * Return the verification keys of all members in the chain, by account id.
   * @returns {Map<string, Uint8Array>}
   */
  staffKeys() {
    const members = this.rosters.flatMap((roster) => roster.members);
    return new Map(members.map(({ account, key }) => [account, parseB64u(key, 32)]));
  }
}

/**
 * Return a roster as a note with its first signature.
 * @param {Roster} roster the version to sign
 * @param {string} account the signer's account id, which is the key name
 * @param {Uint8Array} signingSeed the signer's Ed25519 seed, 32 bytes
 * @returns {Promise<string>}
 * @throws {RosterError} bad_roster
 */
export function signRoster(roster, account, signingSeed) {
  return signNote(encodeRoster(roster), account, signingSeed);
}

/**
 * Return a proposed roster with one more signature; the caller has shown what it changes.
 * @param {string} note
 * @param {string} account
 * @param {Uint8Array} signingSeed
 * @returns {Promise<string>}
 * @throws {RosterError} bad_roster: not a signed roster
 */
export async function cosignRoster(note, account, signingSeed) {
  parse(note);
  return cosignNote(note, account, signingSeed);
}

/**
 * Verify a chain of rosters and return it.
 * @param {string[]} notes signed rosters as the server gives them, oldest first: from version 1, or
 *   from any version up to the pinned one
 * @param {string} desk the desk asked for, 32 hexadecimal digits
 * @param {Pin} [pin] the newest version this client has verified before; none at first contact
 * @param {string | null} [today] `YYYY-MM-DD`; given, no version may be dated later than tomorrow
 * @returns {Promise<Walk>}
 * @throws {RosterError} with its reason
 */
export async function walkRoster(notes, desk, pin, today) {
  if (!notes.length) {
    throw new RosterError(pin ? "step_back" : "gap");
  }
  const parsed = notes.map(parse);
  if (parsed[0].roster.desk !== desk) {
    throw new RosterError("bad_desk");
  }
  await requireStart(parsed[0].roster, parsed[0].note, pin);
  for (let i = 1; i < parsed.length; i++) {
    await verifyStep(parsed[i - 1].roster, parsed[i].roster, parsed[i].note);
  }
  if (pin) {
    await requirePin(parsed, pin);
  }
  if (today) {
    requireNotAhead(parsed[parsed.length - 1].roster.day, today);
  }
  return new Walk(parsed.map(({ roster }) => roster));
}

/**
 * Verify a version against the one before it.
 * @param {Roster} before a version that is believed
 * @param {Roster} after the next one, as parsed from `note`
 * @param {Note} note the signed note of `after`
 * @throws {RosterError} with its reason, in the order of the checks here
 */
export async function verifyStep(before, after, note) {
  await requireNext(before, after);
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
 * @param {string} text
 * @returns {{note: Note, roster: Roster}}
 */
function parse(text) {
  try {
    const note = parseNote(text);
    return { note, roster: parseRoster(note.text) };
  } catch (error) {
    throw error instanceof NoteError ? new RosterError("bad_roster") : error;
  }
}

/**
 * Require version 1, or a version that leads up to the pinned one.
 * @param {Roster} first
 * @param {Note} note
 * @param {Pin} [pin]
 */
async function requireStart(first, note, pin) {
  if (first.version === 1) {
    if (first.members.length !== 1 || !(await countSigners(note, first.members))) {
      throw new RosterError("bad_first");
    }
  } else if (!pin || first.version > pin.version) {
    throw new RosterError("gap");
  }
}

/**
 * Require the pinned version in the chain: the versions before it are then bound by hash.
 * @param {{note: Note, roster: Roster}[]} parsed
 * @param {Pin} pin
 */
async function requirePin(parsed, pin) {
  if (parsed[parsed.length - 1].roster.version < pin.version) {
    throw new RosterError("step_back");
  }
  const { note } = parsed[pin.version - parsed[0].roster.version];
  if ((await rosterHash(note.text)) !== pin.roster) {
    throw new RosterError("fork");
  }
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
