/**
 * What a newcomer's browser makes and sends: every key, and for the first triage member the desk
 * (SPEC 7 and 8). The server gets public halves and sealed files.
 */

import { encodeRecipient, newSeed, recipientOf } from "../../crypto/age/hybrid.js";
import { randomBytes, wipe } from "../../crypto/bytes.js";
import { accountHolder } from "../../crypto/case/keyfiles.js";
import { b64u, hex } from "../../crypto/encoding.js";
import { verificationKey } from "../../crypto/keys.js";
import { deriveAccount, sealSeedFile } from "../../crypto/roster/accounts.js";
import { makeDeskKeyFile } from "../../crypto/roster/deskkeys.js";
import { signRoster } from "../../crypto/roster/rosterchain.js";
import { pinOf } from "../../crypto/roster/rostertext.js";
import { NOTHING_SEEN, sealVault } from "../../crypto/roster/vault.js";
import { DESK_ROLES } from "../../generated/lists.js";
import { words } from "../../words/say_staff.js";
import { NotPossible } from "../problems.js";
import { loginKeys } from "./unlock.js";

/** @typedef {import("../../crypto/roster/vault.js").Memory} Memory */

/**
 * What the server says of an invitation.
 * @typedef {object} Invitation
 * @property {string} username
 * @property {"caseworker" | "supervisor" | "auditor" | "administrator"} role
 * @property {boolean} triage
 * @property {string} account 32 hex digits
 * @property {string} origin
 * @property {string} pass_salt b64u
 * @property {boolean} first this browser makes the desk
 * @property {{roster: string, version: number} | null} desk the newest list, or none yet
 */

/**
 * Tell whether somebody has to come before: an account of the desk that remembers no list would
 * have to believe whichever it is shown first, today or from an old copy of its vault.
 * @param {Invitation} invitation
 * @returns {boolean}
 */
export function mustWaitForDesk({ role, first, desk }) {
  return DESK_ROLES.includes(role) && !first && !desk;
}

/**
 * Make the account; takes up to three seconds.
 * @param {Invitation} invitation
 * @param {string} passphrase
 * @returns {Promise<Record<string, unknown>>} the body of `POST /enrol` without token, secret of the
 *   code app and code
 * @throws {NotPossible} there is no desk yet
 */
export async function newAccount(invitation, passphrase) {
  if (mustWaitForDesk(invitation)) {
    throw new NotPossible(words("enrol.no_desk"));
  }
  const login = await loginKeys(passphrase, invitation.username, invitation);
  const accountSeed = newSeed();
  const keys = await deriveAccount(accountSeed);
  const unlock = recipientOf(login.unlockSeed);
  const seedFile = await sealSeedFile(invitation.account, accountSeed, unlock);
  const desk = invitation.first ? await newDesk(invitation, keys) : null;
  const vault = await sealVault(firstMemory(invitation, desk), keys.vaultSeed);
  const made = {
    secret: b64u(login.authSecret),
    recipient: encodeRecipient(recipientOf(keys.identitySeed)),
    verify_key: b64u(await verificationKey(keys.signingSeed)),
    seed_file: b64u(seedFile),
    vault: b64u(vault),
    first: desk && { note: desk.note, desk_key: b64u(desk.deskKey) },
  };
  wipe(accountSeed, login.authSecret, login.unlockSeed, ...Object.values(keys));
  return made;
}

/**
 * Return what this account remembers from its first day on.
 * @param {Invitation} invitation
 * @param {{pin: import("../../crypto/roster/vault.js").Pin} | null} made
 * @returns {Memory}
 */
export function firstMemory({ desk }, made) {
  if (made) {
    return { state: "compared", pin: made.pin }; // Their own work.
  }
  return desk
    ? { state: "seen", pin: { roster: desk.roster, version: desk.version } }
    : NOTHING_SEEN;
}

/**
 * Make desk, first roster and desk key file.
 * @param {Invitation} invitation
 * @param {import("../../crypto/roster/accounts.js").AccountKeys} keys
 */
async function newDesk({ account, username, role, triage }, keys) {
  const desk = hex(randomBytes(16));
  const deskSeed = newSeed();
  const recipient = recipientOf(keys.identitySeed);
  const member = {
    account,
    userName: username,
    role,
    triage,
    recipient: encodeRecipient(recipient),
    key: b64u(await verificationKey(keys.signingSeed)),
  };
  const roster = {
    desk,
    version: 1,
    previous: "-",
    epoch: 1,
    recipient: encodeRecipient(recipientOf(deskSeed)),
    members: [member],
  };
  const own = accountHolder(account);
  const held = { desk, epochs: new Map([[1, deskSeed]]), holder: own, by: own };
  const made = {
    note: await signRoster(roster, account, keys.signingSeed),
    deskKey: await makeDeskKeyFile(held, keys.signingSeed, recipient),
    pin: await pinOf(roster),
  };
  wipe(deskSeed);
  return made;
}
