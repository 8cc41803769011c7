/**
 * Key files of an open case for others. Recipients come from the signed list of people, never from a
 * list of the server's.
 */

import { parseRecipient } from "../../../crypto/age/hybrid.js";
import { accountHolder, deskHolder, makeKeyFile } from "../../../crypto/case/keyfiles.js";
import { takeCase } from "../../../crypto/case/sealing/taking.js";
import { must, NotHeld } from "../memory/held.js";

/** @typedef {import("../memory/held.js").Held} Held */

/**
 * Make key files for members, with notes from now on.
 * @param {Held} held
 * @param {{case: string, to: string[]}} given account ids
 * @returns {Promise<Uint8Array[]>} age files in the same order
 * @throws {NotHeld} somebody is not on the signed list
 */
export async function grantKeys(held, { case: caseId, to }) {
  const { account, keys } = must(held.unlocked, "account");
  const { trusted } = must(held.cases.get(caseId), "case");
  const { members } = must(held.walk, "roster").newest;
  const recipients = new Map();
  for (const id of to) {
    const member = members.find((each) => each.account === id);
    recipients.set(id, parseRecipient(must(member, "member").recipient));
  }
  const files = await takeCase(trusted.keyFile, account, keys.signingSeed, recipients);
  return to.map((id) => must(files.get(id), "member"));
}

/**
 * Make a key file for the desk that a case was sealed to, so that its triage reads it again.
 * @param {Held} held
 * @param {{case: string}} given
 * @returns {Promise<Uint8Array>}
 * @throws {NotHeld} the desk has other keys by now
 */
export async function grantDesk(held, { case: caseId }) {
  const { account, keys } = must(held.unlocked, "account");
  const { trusted, meta } = must(held.cases.get(caseId), "case");
  const { newest, rosters } = must(held.walk, "roster");
  const roster = rosters.find(({ epoch }) => epoch === meta.desk_epoch);
  if (!roster || meta.desk !== newest.desk) {
    throw new NotHeld("desk");
  }
  const holder = deskHolder(newest.desk, meta.desk_epoch);
  const granted = { ...trusted.keyFile, holder, by: accountHolder(account) };
  return makeKeyFile(granted, keys.signingSeed, parseRecipient(roster.recipient));
}
