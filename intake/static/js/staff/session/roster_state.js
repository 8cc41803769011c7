/**
 * The verified list of people on the desk, walked from what this account trusted last.
 *
 * The pin lies in the vault, which the server cannot write. A vault made before its owner has
 * compared the desk's number with anybody holds NO_PIN.
 */

import { b64u, parseB64u } from "../../crypto/encoding.js";
import { openVault, sealVault } from "../../crypto/roster/accounts.js";
import { parseNote } from "../../crypto/roster/note.js";
import { parseRoster, RosterError } from "../../crypto/roster/roster.js";
import { walkRoster } from "../../crypto/roster/rosterchain.js";
import { rosterSafetyNumber } from "../../crypto/roster/safety.js";
import { Stopped } from "../problems.js";
import { getJson, sendJson } from "../staff_api.js";
import { fileBytes } from "./unlock.js";

/** @typedef {import("../../crypto/roster/accounts.js").Pin} Pin */
/** @typedef {import("../../crypto/roster/rosterchain.js").Walk} Walk */
/** @typedef {{version: number, note: string, newcomer: string}} Proposal */
/** @typedef {{walk: Walk, proposal: Proposal | null}} RosterState */

const HASH_BYTES = 32;

/** What a vault says before its owner has compared a roster: version 1 of nothing. @type {Pin} */
export const NO_PIN = Object.freeze({ roster: b64u(new Uint8Array(HASH_BYTES)), version: 1 });

/** There is no desk yet. */
export class NoDesk extends Error {}

/** The chain holds, but this account has never compared its number: `walk` is not trusted yet. */
export class Unpinned extends Error {
  /**
   * @param {Walk} walk
   * @param {Proposal | null} proposal
   */
  constructor(walk, proposal) {
    super("no pin");
    this.walk = walk;
    this.proposal = proposal;
  }
}

/**
 * Fetch, walk and believe the roster; a newer version moves the pin.
 * @param {import("./session.js").Unlocked} unlocked
 * @returns {Promise<RosterState>}
 * @throws {NoDesk | Unpinned | Stopped}
 */
export async function loadRoster(unlocked) {
  const { versions, proposal, vault } = await getJson("/roster");
  const pin = await readPin(vault, unlocked.keys.vaultSeed);
  if (!versions.length && !pin) {
    throw new NoDesk("no desk");
  }
  const walk = await walkFrom(versions, pin);
  if (!pin) {
    throw new Unpinned(walk, proposal);
  }
  if (walk.newest.version > pin.version) {
    await savePin(await walk.pin(), unlocked);
  }
  return { walk, proposal };
}

/**
 * @param {Walk} walk
 * @param {import("./session.js").Unlocked} unlocked
 * @returns {boolean} whether this person stands in the newest list
 */
export function isMember(walk, { account }) {
  return walk.newest.members.some((member) => member.account === account);
}

/**
 * Remember a roster as compared and trusted.
 * @param {Pin} pin
 * @param {import("./session.js").Unlocked} unlocked
 */
export async function savePin(pin, unlocked) {
  const vault = b64u(await sealVault(pin, unlocked.keys.vaultSeed));
  await sendJson("PUT", "/vault", { vault });
}

/**
 * @param {Pin} pin
 * @returns {Promise<string>} the desk's safety number
 */
export function deskNumber(pin) {
  return rosterSafetyNumber(parseB64u(pin.roster, HASH_BYTES));
}

/**
 * @param {string | null} vault b64u
 * @param {Uint8Array} vaultSeed
 * @returns {Promise<Pin | null>}
 * @throws {Stopped} a vault that is gone: taking it away would make everybody start afresh
 */
async function readPin(vault, vaultSeed) {
  if (!vault) {
    throw new Stopped("no_vault", NO_PIN);
  }
  const pin = await openVault(fileBytes(vault), vaultSeed);
  return pin.roster === NO_PIN.roster ? null : pin;
}

/**
 * @param {string[]} notes
 * @param {Pin | null} pin
 */
async function walkFrom(notes, pin) {
  try {
    const desk = notes.length ? parseRoster(parseNote(notes[0]).text).desk : "";
    return await walkRoster(notes, desk, pin ?? undefined);
  } catch (error) {
    throw error instanceof RosterError ? new Stopped(error.reason, pin ?? NO_PIN) : error;
  }
}
