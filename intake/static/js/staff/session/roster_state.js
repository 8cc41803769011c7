/**
 * The verified list of people on the desk, walked from what this account remembers of it.
 *
 * What it remembers lies in the vault, which the server cannot write. It can keep the vault back,
 * or give an older one: the first is a stop, and every older one names a list of this desk too.
 */

import { Untrusted } from "../../crypto/case/objects.js";
import { b64u, EncodingError, parseB64u } from "../../crypto/encoding.js";
import { NoteError, parseNote } from "../../crypto/roster/note.js";
import { parseRoster, RosterError } from "../../crypto/roster/roster.js";
import { walkRoster } from "../../crypto/roster/rosterchain.js";
import { rosterSafetyNumber } from "../../crypto/roster/safety.js";
import { NOTHING_SEEN, openVault, sealVault } from "../../crypto/roster/vault.js";
import { Stopped } from "../problems.js";
import { getJson, sendJson } from "../staff_api.js";
import { fileBytes } from "./unlock.js";

/** @typedef {import("../../crypto/roster/vault.js").Memory} Memory */
/** @typedef {import("../../crypto/roster/vault.js").Pin} Pin */
/** @typedef {import("../../crypto/roster/rosterchain.js").Walk} Walk */
/** @typedef {import("./session.js").Unlocked} Unlocked */
/** @typedef {{version: number, note: string, newcomer: string}} Proposal */
/** @typedef {{walk: Walk, proposal: Proposal | null}} RosterState */

const HASH_BYTES = 32;

/** There is no desk yet. */
export class NoDesk extends Error {}

/**
 * The chain holds, but this account has compared no number of it with anybody: `walk` is not to be
 * trusted yet. `memory` is what was remembered before this visit; `none` makes it a first contact.
 */
export class NotCompared extends Error {
  /**
   * @param {RosterState} state
   * @param {Memory} memory
   */
  constructor({ walk, proposal }, memory) {
    super("not compared");
    this.walk = walk;
    this.proposal = proposal;
    this.memory = memory;
  }
}

/**
 * Fetch, walk and believe the roster; a newer version moves the pin, compared or not.
 * @param {Unlocked} unlocked
 * @returns {Promise<RosterState>} of a list that was compared, or follows from one that was
 * @throws {NoDesk | NotCompared | Stopped}
 */
export async function loadRoster(unlocked) {
  const { versions, proposal, vault } = await getJson("/roster");
  const memory = await recall(vault, unlocked.keys.vaultSeed);
  if (!versions.length && !memory.pin) {
    throw new NoDesk("no desk");
  }
  const walk = await walkFrom(versions, memory);
  const state = memory.state === "compared" ? "compared" : "seen";
  if (walk.newest.version !== memory.pin?.version) {
    await remember({ state, pin: await walk.pin() }, unlocked);
  }
  if (state !== "compared") {
    throw new NotCompared({ walk, proposal }, memory);
  }
  return { walk, proposal };
}

/**
 * @param {Walk} walk
 * @param {Unlocked} unlocked
 * @returns {boolean} whether this person stands in the newest list
 */
export function isMember(walk, { account }) {
  return walk.newest.members.some((member) => member.account === account);
}

/**
 * Remember a roster whose number was compared by voice.
 * @param {Pin} pin
 * @param {Unlocked} unlocked
 */
export function saveCompared(pin, unlocked) {
  return remember({ state: "compared", pin }, unlocked);
}

/**
 * @param {Pin} pin
 * @returns {Promise<string>} the desk's safety number
 */
export function deskNumber(pin) {
  return rosterSafetyNumber(parseB64u(pin.roster, HASH_BYTES));
}

/**
 * @param {Memory} memory
 * @param {Unlocked} unlocked
 */
async function remember(memory, { keys }) {
  await sendJson("PUT", "/vault", { vault: b64u(await sealVault(memory, keys.vaultSeed)) });
}

/**
 * Return what a vault holds. Every account got one when it was made, so none is no fresh start.
 * @param {unknown} vault b64u
 * @param {Uint8Array} vaultSeed
 * @returns {Promise<Memory>}
 * @throws {Stopped} no_vault, foreign_vault (sealed to another account) or damaged_vault
 */
async function recall(vault, vaultSeed) {
  if (typeof vault !== "string" || !vault) {
    throw new Stopped("no_vault", NOTHING_SEEN);
  }
  try {
    return await openVault(fileBytes(vault), vaultSeed);
  } catch (error) {
    if (!(error instanceof Untrusted || error instanceof EncodingError)) {
      throw error;
    }
    const foreign = error instanceof Untrusted && error.reason === "wrong_identity";
    throw new Stopped(foreign ? "foreign_vault" : "damaged_vault", NOTHING_SEEN);
  }
}

/**
 * @param {string[]} notes
 * @param {Memory} memory
 * @returns {Promise<Walk>}
 * @throws {Stopped} the chain does not hold, or does not contain what is remembered
 */
async function walkFrom(notes, memory) {
  try {
    const desk = notes.length ? parseRoster(parseNote(notes[0]).text).desk : "";
    return await walkRoster(notes, desk, memory.pin ?? undefined);
  } catch (error) {
    if (error instanceof NoteError) {
      throw new Stopped("bad_roster", memory);
    }
    throw error instanceof RosterError ? new Stopped(error.reason, memory) : error;
  }
}
