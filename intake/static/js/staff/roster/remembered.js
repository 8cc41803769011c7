/**
 * Judging the list of people on the desk by what this account remembers of it: pure, so that it runs
 * where the keys are, in the page or in the worker.
 *
 * What is remembered lies in the vault, which the server cannot write. It can keep the vault back, or
 * give an older one: the first is a stop, and every older one names a list of this desk too.
 */

import { Untrusted } from "../../crypto/case/objects.js";
import { b64u, EncodingError, fileBytes } from "../../crypto/encoding.js";
import { RosterError } from "../../crypto/roster/roster.js";
import { walkRoster } from "../../crypto/roster/rosterchain.js";
import { parseRoster } from "../../crypto/roster/rostertext.js";
import { NOTHING_SEEN, openVault, sealVault } from "../../crypto/roster/vault.js";
import { NoteError, parseNote } from "../../crypto/tlog/note.js";

/** @typedef {import("../../crypto/roster/vault.js").Memory} Memory */
/** @typedef {import("../../crypto/roster/vault.js").Pin} Pin */
/** @typedef {import("../../crypto/roster/rosterchain.js").Walk} Walk */

/**
 * A list that holds. `state` is `compared` when its number was, or it follows from one whose number
 * was; `memory` is what was remembered before; `vault` is to be kept now, b64u, or null when nothing
 * has moved.
 * @typedef {{walk: Walk, state: "seen" | "compared", memory: Memory, vault: string | null}} Judged
 */

/** The list of people on the desk does not follow from the one this account remembers. */
export class Stopped extends Error {
  /**
   * @param {string} reason a word of ours: gap, fork, step_back, no_vault, …
   * @param {Memory} memory
   */
  constructor(reason, memory) {
    super(reason);
    this.reason = reason;
    this.memory = memory;
  }
}

/** There is no desk yet. */
export class NoDesk extends Error {}

/**
 * Walk the versions the server gave from what the vault remembers.
 * @param {string[]} versions signed notes, the oldest first
 * @param {unknown} vault b64u, as the server gave it
 * @param {Uint8Array} vaultSeed 32 bytes
 * @returns {Promise<Judged>}
 * @throws {NoDesk | Stopped}
 */
export async function judgeRoster(versions, vault, vaultSeed) {
  const memory = await recall(vault, vaultSeed);
  if (!versions.length && !memory.pin) {
    throw new NoDesk("no desk");
  }
  const walk = await walkFrom(versions, memory);
  const state = memory.state === "compared" ? "compared" : "seen";
  const moved = walk.newest.version !== memory.pin?.version;
  const kept = moved ? await sealMemory({ state, pin: await walk.pin() }, vaultSeed) : null;
  return { walk, state, memory, vault: kept };
}

/**
 * @param {Memory} memory
 * @param {Uint8Array} vaultSeed
 * @returns {Promise<string>} the vault to keep, b64u
 */
export async function sealMemory(memory, vaultSeed) {
  return b64u(await sealVault(memory, vaultSeed));
}

/**
 * @param {Walk} walk
 * @param {{account: string}} who
 * @returns {boolean} whether this person stands in the newest list
 */
export function isMember(walk, { account }) {
  return walk.newest.members.some((member) => member.account === account);
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
    const today = new Date().toISOString().slice(0, 10);
    return await walkRoster(notes, desk, memory.pin ?? undefined, today);
  } catch (error) {
    if (error instanceof NoteError) {
      throw new Stopped("bad_roster", memory);
    }
    throw error instanceof RosterError ? new Stopped(error.reason, memory) : error;
  }
}
