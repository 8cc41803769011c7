/** Taking somebody off the list: one signature, or two within a week of another removal (SPEC 8). */

import { cosignRoster, signRoster } from "../../crypto/roster/rosterchain.js";
import { neededSignatures, nextRoster } from "../../crypto/roster/rosterrules.js";
import { sendJson } from "../staff_api.js";
import { signingDay } from "./admitting.js";

/** @typedef {import("./enter.js").Entered} Entered */
/** @typedef {import("./proposal.js").Member} Member */

/** How somebody can be taken off: not by this person, alone, or with a second member.
 * @typedef {"no" | "alone" | "together"} Removal */

/**
 * @param {Member} member
 * @param {Entered} entered
 * @returns {Promise<Removal>}
 */
export async function howToRemove(member, { unlocked, state }) {
  const { newest } = state.walk;
  const own = newest.members.find(({ account }) => account === unlocked.account);
  if (!own?.triage || member.account === own.account || newest.members.length < 3) {
    return "no";
  }
  return neededSignatures(newest, await without(member, state)) === 1 ? "alone" : "together";
}

/**
 * Sign the next version without a member; with two signatures needed it waits for a second.
 * @param {Member} member one whom this person can take off
 * @param {Entered} entered
 */
export async function remove(member, { unlocked, state }) {
  const next = await without(member, state);
  const alone = neededSignatures(state.walk.newest, next) === 1;
  const note = await signRoster(next, unlocked.account, unlocked.keys.signingSeed);
  await sendJson("POST", alone ? "/admin/people/roster" : "/admin/people/propose", bodyOf(note));
}

/**
 * Take somebody off who is a risk now: out at once, and proposed where a second must sign.
 * @param {Member} member
 * @param {Entered} entered
 */
export async function removeNow(member, entered) {
  await sendJson("POST", "/admin/suspend", { account: member.account });
  await remove(member, entered);
}

/**
 * Add the second signature to a removal that was read and agreed to.
 * @param {import("../roster/roster_state.js").Proposal} proposal
 * @param {Entered} entered
 */
export async function completeRemoval({ note }, { unlocked }) {
  const signed = await cosignRoster(note, unlocked.account, unlocked.keys.signingSeed);
  await sendJson("POST", "/admin/people/roster", bodyOf(signed));
}

/** @param {string} note */
function bodyOf(note) {
  return { note, newcomer: null, desk_key: null };
}

/**
 * @param {Member} member
 * @param {import("../roster/roster_state.js").RosterState} state
 */
function without({ account }, state) {
  const { newest } = state.walk;
  const stay = newest.members.filter((each) => each.account !== account);
  return nextRoster(newest, stay, signingDay(state));
}
