/**
 * What a newcomer's browser makes and sends: every key, and for the first triage member the desk
 * (SPEC 7 and 8). The server gets public halves and sealed files.
 */

import { encodeRecipient, newSeed, recipientOf } from "../../crypto/age/hybrid.js";
import { randomBytes, wipe } from "../../crypto/bytes.js";
import { accountHolder } from "../../crypto/case/keyfiles.js";
import { b64u, hex } from "../../crypto/encoding.js";
import { verificationKey } from "../../crypto/keys.js";
import { deriveAccount, sealSeedFile, sealVault } from "../../crypto/roster/accounts.js";
import { makeDeskKeyFile } from "../../crypto/roster/deskkeys.js";
import { pinOf } from "../../crypto/roster/roster.js";
import { signRoster } from "../../crypto/roster/rosterchain.js";
import { NO_PIN } from "./roster_state.js";
import { loginKeys } from "./unlock.js";

/**
 * What the server says of an invitation.
 * @typedef {object} Invitation
 * @property {string} username
 * @property {"caseworker" | "supervisor" | "auditor" | "administrator"} role
 * @property {boolean} triage
 * @property {string} account 32 hex digits
 * @property {string} origin
 * @property {string} pass_salt b64u
 * @property {string} totp_secret base32
 * @property {string} totp_uri otpauth link
 * @property {string} totp_svg data URI
 * @property {boolean} first this browser makes the desk
 */

/**
 * Make the account; takes up to three seconds.
 * @param {Invitation} invitation
 * @param {string} passphrase
 * @returns {Promise<Record<string, unknown>>} the body of `POST /enrol` without token and code
 */
export async function newAccount(invitation, passphrase) {
  const login = await loginKeys(passphrase, invitation.username, invitation);
  const accountSeed = newSeed();
  const keys = await deriveAccount(accountSeed);
  const unlock = recipientOf(login.unlockSeed);
  const seedFile = await sealSeedFile(invitation.account, accountSeed, unlock);
  const desk = invitation.first ? await newDesk(invitation, keys) : null;
  const vault = await sealVault(desk?.pin ?? NO_PIN, keys.vaultSeed);
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
