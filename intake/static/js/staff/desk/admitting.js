/** Letting somebody in: the next roster, and the desk's keys for who reads what waits (SPEC 8). */

import { parseRecipient } from "../../crypto/age/hybrid.js";
import { wipe } from "../../crypto/bytes.js";
import { accountHolder } from "../../crypto/case/keyfiles.js";
import { b64u, fileBytes } from "../../crypto/encoding.js";
import { makeDeskKeyFile, openDeskKeyFile } from "../../crypto/roster/deskkeys.js";
import { RosterError } from "../../crypto/roster/roster.js";
import { cosignRoster, signRoster } from "../../crypto/roster/rosterchain.js";
import { neededSignatures, nextRoster, requireNotAhead } from "../../crypto/roster/rosterrules.js";
import { words } from "../../words/say_staff.js";
import { readFramed } from "../framed.js";
import { NotPossible } from "../problems.js";
import { sendForStream, sendJson } from "../staff_api.js";

/** @typedef {import("./enter.js").Entered} Entered */
/** @typedef {import("./proposal.js").Member} Member */

/**
 * Sign the next version with one more member; with two members or more it waits for a second.
 * @param {Member} member
 * @param {Entered} entered
 * @throws {NotPossible} the newcomer reads what waits, and this member does not
 */
export async function admit(member, { unlocked, state }) {
  const { newest } = state.walk;
  const next = await nextRoster(newest, [...newest.members, member], signingDay(state));
  const note = await signRoster(next, unlocked.account, unlocked.keys.signingSeed);
  const deskKey = member.triage ? await deskKeyFor(member, { unlocked, state }) : null;
  const alone = neededSignatures(newest, next) === 1;
  await sendJson("POST", alone ? "/admin/people/roster" : "/admin/people/propose", {
    note,
    newcomer: member.account,
    desk_key: deskKey && b64u(deskKey),
  });
}

/**
 * Add the second signature to a proposal that was compared and checked.
 * @param {import("../roster/roster_state.js").Proposal} proposal
 * @param {Entered} entered
 */
export async function complete({ note, newcomer }, { unlocked }) {
  const signed = await cosignRoster(note, unlocked.account, unlocked.keys.signingSeed);
  await sendJson("POST", "/admin/people/roster", { note: signed, newcomer, desk_key: null });
}

/**
 * Return the day a version signed now is of: the server's, unless it lies ahead of this device's.
 * @param {import("../roster/roster_state.js").RosterState} state
 * @returns {string}
 * @throws {NotPossible} it lies ahead
 */
export function signingDay({ day }) {
  try {
    requireNotAhead(day, new Date().toISOString().slice(0, 10));
    return day;
  } catch (error) {
    throw error instanceof RosterError ? new NotPossible(words("newcomer.clocks")) : error;
  }
}

/** Withdraw what waits for a second signature. */
export function drop() {
  return sendJson("DELETE", "/admin/people/propose");
}

/**
 * @param {Member} member
 * @param {Entered} entered
 */
async function deskKeyFor(member, { unlocked, state }) {
  const file = await fetchDeskKey();
  const { account, keys } = unlocked;
  const own = await openDeskKeyFile(file, keys.identitySeed, account, state.walk);
  const given = { ...own, holder: accountHolder(member.account), by: accountHolder(account) };
  try {
    return await makeDeskKeyFile(given, keys.signingSeed, parseRecipient(member.recipient));
  } finally {
    wipe(...own.epochs.values());
  }
}

/** Fetch this member's own desk key file, which comes before the summaries it opens. */
async function fetchDeskKey() {
  let text = "";
  const readMeta = (/** @type {any} */ meta) => {
    text = meta.desk_key ?? "";
  };
  await readFramed(await sendForStream("/desk/summaries", { cases: [] }), readMeta, () => {});
  if (!text) {
    throw new NotPossible(words("newcomer.no_desk_key"));
  }
  return fileBytes(text);
}
