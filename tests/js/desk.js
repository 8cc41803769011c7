/** A desk of two members and a report to it, as the pages of the desk get them. */

import { encodeRecipient, recipientOf } from "../../intake/static/js/crypto/age/hybrid.js";
import { randomBytes } from "../../intake/static/js/crypto/bytes.js";
import { accountHolder, deskHolder } from "../../intake/static/js/crypto/case/keyfiles.js";
import { sealReport } from "../../intake/static/js/crypto/case/sealing/sending.js";
import { b64u, hex } from "../../intake/static/js/crypto/encoding.js";
import { verificationKey } from "../../intake/static/js/crypto/keys.js";
import { deriveAccount } from "../../intake/static/js/crypto/roster/accounts.js";
import { makeDeskKeyFile } from "../../intake/static/js/crypto/roster/deskkeys.js";
import { signRoster, walkRoster } from "../../intake/static/js/crypto/roster/rosterchain.js";
import { nextRoster } from "../../intake/static/js/crypto/roster/rosterrules.js";
import { draft, newDesk, newReporter } from "./sample.js";

/** @typedef {import("../../intake/static/js/staff/session/session.js").Unlocked} Unlocked */

/**
 * @param {string} username
 * @returns {Promise<{unlocked: Unlocked, member: any}>}
 */
export async function newPerson(username) {
  const account = hex(randomBytes(16));
  const keys = await deriveAccount(randomBytes(32));
  const role = "caseworker";
  const member = {
    account,
    userName: username,
    role,
    triage: true,
    recipient: encodeRecipient(recipientOf(keys.identitySeed)),
    key: b64u(await verificationKey(keys.signingSeed)),
  };
  return { unlocked: { account, username, role, keys }, member };
}

/** Return a desk of anna and ben, with anna's desk key file. */
export async function newStaff() {
  const [desk, anna, ben] = [newDesk(), await newPerson("anna"), await newPerson("ben")];
  const first = {
    desk: desk.id,
    version: 1,
    previous: "-",
    epoch: 1,
    recipient: encodeRecipient(desk.recipient),
    members: [anna.member],
  };
  const next = await nextRoster(first, [anna.member, ben.member]);
  const sign = (/** @type {any} */ roster) =>
    signRoster(roster, anna.member.account, anna.unlocked.keys.signingSeed);
  const notes = [await sign(first), await sign(next)];
  const own = accountHolder(anna.member.account);
  const held = { desk: desk.id, epochs: new Map([[1, desk.seed]]), holder: own, by: own };
  const { signingSeed, identitySeed } = anna.unlocked.keys;
  const deskKey = await makeDeskKeyFile(held, signingSeed, recipientOf(identitySeed));
  return { desk, anna, ben, notes, deskKey, walk: await walkRoster(notes, desk.id) };
}

/**
 * Seal the sample report to a desk; return what an opening of it releases.
 * @param {Awaited<ReturnType<typeof newStaff>>} staff
 */
export async function newRelease({ desk, deskKey }) {
  const keys = newReporter();
  const sending = await sealReport(draft, desk, keys);
  const { ids } = /** @type {any} */ (sending.meta);
  const objects = ["summary", "report", "contact"].map((kind) => ({
    id: ids[kind],
    kind,
    by: "reporter",
    epoch: 0,
    received_on: "2026-11-22",
  }));
  const meta = {
    case: sending.case,
    level: draft.level,
    desk_epoch: 1,
    holder: deskHolder(desk.id, 1),
    objects,
  };
  const parts = new Map([
    ["key", sending.parts.key_desk],
    ["desk_key", deskKey],
  ]);
  for (const { id, kind } of objects) {
    parts.set(id, sending.parts[kind]);
  }
  return { case: sending.case, keys, box: sending.parts.key_box, released: { meta, parts } };
}
