/**
 * The unlocked account of this tab (DESIGN, "Unlocked keys in the browser"; SPEC section 7).
 *
 * Across page loads the account seed lies in sessionStorage, sealed under a half that the server
 * keeps for the live session only. Nothing lies in localStorage or IndexedDB. A second tab asks the
 * first for the sealed text.
 */

import { wipe } from "../../crypto/bytes.js";
import { Untrusted } from "../../crypto/case/objects.js";
import { parseB64u } from "../../crypto/encoding.js";
import { deriveAccount, openSession, sealSession } from "../../crypto/roster/accounts.js";
import { getJson } from "../staff_api.js";
import { askTabs, hearTabs, tellTabs } from "./tabs.js";

const STORED = "intake.session";
const LOCKED = "intake.locked";
const HALF_BYTES = 32;

/**
 * Who is signed in, with unlocked keys.
 * @typedef {object} Unlocked
 * @property {string} account 32 hex digits
 * @property {string} username
 * @property {string} role
 * @property {import("../../crypto/roster/accounts.js").AccountKeys} keys
 */

/** No tab of this browser holds anything that the live session can open. */
export class Locked extends Error {}

/**
 * Keep the account seed for the pages of this session; overwrites the seed.
 * @param {string} account
 * @param {Uint8Array} accountSeed 32 bytes
 * @param {string} serverHalf b64u
 */
export async function keepSession(account, accountSeed, serverHalf) {
  const half = parseB64u(serverHalf, HALF_BYTES);
  sessionStorage.setItem(STORED, await sealSession(account, accountSeed, half));
  sessionStorage.removeItem(LOCKED);
  wipe(accountSeed, half);
}

/**
 * Unlock what this browser holds, with the half of the live session.
 * @returns {Promise<Unlocked>}
 * @throws {Locked} nothing is here, or it belongs to another session
 */
export async function resumeSession() {
  const live = await getJson("/session/half");
  const half = parseB64u(live.server_half, HALF_BYTES);
  const accountSeed = await tryStored((stored) => openStored(stored, live.account, half));
  const keys = await deriveAccount(accountSeed);
  wipe(accountSeed, half);
  return { account: live.account, username: live.username, role: live.role, keys };
}

/**
 * Unlock with what this tab holds of the session, or else with what another tab lends; from then on
 * this tab lends too.
 * @template T
 * @param {(stored: string) => Promise<T | null>} open null for what was kept for another session
 * @returns {Promise<T>}
 * @throws {Locked} nothing is here, or it belongs to another session
 */
export async function tryStored(open) {
  const opened = (await openOwn(open)) ?? (await openAsked(open));
  if (opened === null) {
    throw new Locked("no tab can unlock this session");
  }
  hearTabs((message) => message.ask === "session" && lend());
  return opened;
}

/**
 * Forget everything of this tab but its address; the next sign-in page says why, and leads back.
 * @param {string} reason `idle`, `asked`, `over` or `lost`
 */
export function forgetSession(reason) {
  sessionStorage.clear();
  sessionStorage.setItem(LOCKED, reason + location.pathname);
}

/**
 * Return why this tab was locked and on which page, if it was, and forget both.
 * @returns {{reason: string, path: string}} an empty reason when it was not
 */
export function takeLocked() {
  const [reason, ...path] = (sessionStorage.getItem(LOCKED) ?? "").split("/");
  sessionStorage.removeItem(LOCKED);
  return { reason, path: `/${path.join("/")}` };
}

function lend() {
  const stored = sessionStorage.getItem(STORED);
  if (stored) {
    tellTabs({ session: stored });
  }
}

/**
 * @param {string} stored
 * @param {string} account
 * @param {Uint8Array} half
 * @returns {Promise<Uint8Array | null>} the account seed
 */
export function openStored(stored, account, half) {
  return openSession(stored, account, half).catch((error) => {
    if (error instanceof Untrusted) {
      return null; // It was kept for a session that is over.
    }
    throw error;
  });
}

/**
 * @template T
 * @param {(stored: string) => Promise<T | null>} open
 * @returns {Promise<T | null>}
 */
async function openOwn(open) {
  const stored = sessionStorage.getItem(STORED);
  return stored ? open(stored) : null;
}

/**
 * @template T
 * @param {(stored: string) => Promise<T | null>} open
 * @returns {Promise<T | null>}
 */
async function openAsked(open) {
  const asked = await askTabs("session", "session");
  if (!asked) {
    return null;
  }
  sessionStorage.setItem(STORED, asked);
  return open(asked);
}
