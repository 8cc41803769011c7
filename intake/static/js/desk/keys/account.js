/** Unlocking the account in the worker, and judging the desk's list with what its vault remembers. */

import { wipe } from "../../crypto/bytes.js";
import { parseB64u } from "../../crypto/encoding.js";
import { deriveAccount } from "../../crypto/roster/accounts.js";
import { rosterSafetyNumber } from "../../crypto/roster/aloud/safety.js";
import { isMember, judgeRoster, sealMemory } from "../../staff/roster/remembered.js";
import { openStored } from "../../staff/session/session.js";
import { must } from "./memory/held.js";

/** @typedef {import("./memory/held.js").Held} Held */
/** @typedef {import("../../crypto/roster/rosterchain.js").Walk} Walk */

const KEY_BYTES = 32; // Of a server half, and of a hash.

/** Who is signed in and what unlocks them; `half` is b64u.
 * @typedef {{stored: string, half: string, account: string, username: string, role: string}} Sealed */

/**
 * Unlock with the text of sessionStorage and the server's half.
 * @param {Held} held
 * @param {Sealed} given
 * @returns {Promise<true | null>} null: it was kept for a session that is over
 */
export async function unlock(held, { stored, half, ...who }) {
  const secret = parseB64u(half, KEY_BYTES);
  const seed = await openStored(stored, who.account, secret);
  wipe(secret);
  if (!seed) {
    return null;
  }
  held.unlocked = { ...who, keys: await deriveAccount(seed) };
  wipe(seed);
  return true;
}

/**
 * Judge the desk's list (SPEC 8) as the server gave it, with the vault it gave back.
 * @param {Held} held
 * @param {{versions: string[], vault: unknown}} given
 * @throws {import("../../staff/roster/remembered.js").Stopped}
 * @throws {import("../../staff/roster/remembered.js").NoDesk}
 */
export async function roster(held, { versions, vault }) {
  const { keys, account } = must(held.unlocked, "account");
  const { walk, state, memory, vault: kept } = await judgeRoster(versions, vault, keys.vaultSeed);
  held.met = walk;
  held.walk = state === "compared" ? walk : null;
  const pin = await walk.pin();
  return {
    state,
    memory,
    vault: kept,
    pin,
    number: await rosterSafetyNumber(parseB64u(pin.roster, KEY_BYTES)),
    member: isMember(walk, { account }),
    newest: walk.newest,
    recipients: walk.rosters.map(({ recipient }) => recipient),
    names: namesOf(walk),
  };
}

/**
 * Say that the number of the list that was met last was compared by voice.
 * @param {Held} held
 * @returns {Promise<string>} the vault to keep, b64u
 */
export async function compared(held) {
  const { keys } = must(held.unlocked, "account");
  const walk = must(held.met, "roster");
  held.walk = walk;
  return sealMemory({ state: "compared", pin: await walk.pin() }, keys.vaultSeed);
}

/**
 * @param {Walk} walk
 * @returns {Map<string, string>} user names by account id, also of who has left
 */
function namesOf(walk) {
  const members = walk.rosters.flatMap((each) => each.members);
  return new Map(members.map(({ account, userName }) => [account, userName]));
}
