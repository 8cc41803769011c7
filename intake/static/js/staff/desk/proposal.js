/**
 * The next version of the roster: made by one member, checked and completed by a second (SPEC 8).
 */

import { parseRecipient } from "../../crypto/age/hybrid.js";
import { parseB64u } from "../../crypto/encoding.js";
import { safetyNumber } from "../../crypto/roster/aloud/safety.js";
import { RosterError } from "../../crypto/roster/roster.js";
import { countSigners } from "../../crypto/roster/rosterchain.js";
import { nextRoster } from "../../crypto/roster/rosterrules.js";
import { encodeMember, encodeRoster, parseRoster } from "../../crypto/roster/rostertext.js";
import { NoteError, parseNote } from "../../crypto/tlog/note.js";

/** @typedef {import("../../crypto/roster/roster.js").Member} Member */
/** @typedef {import("../../crypto/roster/roster.js").Roster} Roster */
/**
 * An account as the server lists it.
 * @typedef {{id: string, username: string, role: string, triage: boolean, disabled: boolean,
 *   suspended_at: number | null, overdue: boolean, member: boolean, recipient: string, verify_key: string}} Account
 */

/**
 * @param {Account} account
 * @returns {Member} how it would stand in the roster
 */
export function memberOf({ id, username, role, triage, recipient, verify_key }) {
  return { account: id, userName: username, role, triage, recipient, key: verify_key };
}

/**
 * @param {string} desk
 * @param {Member} member
 * @returns {Promise<string>} the safety number
 */
export function numberOf(desk, { userName, recipient, key }) {
  return safetyNumber(desk, userName, parseRecipient(recipient), parseB64u(key, 32));
}

/** What a proposal does to one member, and who signed it first.
 * @typedef {{member: Member, leaves: boolean, day: string | null, signer: Member}} Proposed */

/**
 * Return whom a proposal lets in or takes off, and which member signed it.
 * @param {Roster} newest the version it must follow
 * @param {string} note
 * @returns {Promise<Proposed>}
 * @throws {RosterError} it is not exactly the newest version with one member more or one less,
 *   signed by one of them
 */
export async function readProposal(newest, note) {
  const parsed = parse(note);
  const proposed = parseRoster(parsed.text);
  const { member, leaves } = onlyChange(newest.members, proposed.members);
  const members = leaves
    ? newest.members.filter(({ account }) => account !== member.account)
    : [...newest.members, member];
  const expected = encodeRoster(await nextRoster(newest, members, proposed.day));
  if (expected !== parsed.text) {
    throw new RosterError("fork");
  }
  for (const signer of newest.members) {
    if (await countSigners(parsed, [signer])) {
      return { member, leaves, day: proposed.day ?? null, signer };
    }
  }
  throw new RosterError("too_few_signatures");
}

/**
 * @param {Member[]} before
 * @param {Member[]} after
 * @returns {{member: Member, leaves: boolean}}
 * @throws {RosterError} bad_roster: more than one comes or goes, or nobody
 */
function onlyChange(before, after) {
  const [old, now] = [before, after].map((members) => new Set(members.map(encodeMember)));
  const added = after.filter((each) => !old.has(encodeMember(each)));
  const gone = before.filter((each) => !now.has(encodeMember(each)));
  const [member, ...others] = [...added, ...gone];
  if (!member || others.length) {
    throw new RosterError("bad_roster");
  }
  return { member, leaves: gone.length === 1 };
}

/** @param {string} note */
function parse(note) {
  try {
    return parseNote(note);
  } catch (error) {
    throw error instanceof NoteError ? new RosterError("bad_roster") : error;
  }
}
