/**
 * The verified list of people on the desk, fetched and judged by what this account remembers of it
 * (remembered.js).
 */

import { parseB64u } from "../../crypto/encoding.js";
import { rosterSafetyNumber } from "../../crypto/roster/aloud/safety.js";
import { getJson, sendJson } from "../staff_api.js";
import { judgeRoster, NoDesk, Stopped, sealMemory } from "./remembered.js";

/** @typedef {import("./remembered.js").Memory} Memory */
/** @typedef {import("./remembered.js").Pin} Pin */
/** @typedef {import("./remembered.js").Walk} Walk */
/** @typedef {import("../session/session.js").Unlocked} Unlocked */
/** Waits for a second signature; without a newcomer it takes somebody off.
 * @typedef {{version: number, note: string, newcomer: string | null}} Proposal */
/** `day` is the one it is by the server's clock.
 * @typedef {{walk: Walk, proposal: Proposal | null, day: string}} RosterState */

const HASH_BYTES = 32;

/**
 * The chain holds, but this account has compared no number of it with anybody: `walk` is not to be
 * trusted yet. `memory` is what was remembered before this visit; `none` makes it a first contact.
 */
export class NotCompared extends Error {
  /**
   * @param {RosterState} state
   * @param {Memory} memory
   */
  constructor({ walk, proposal, day }, memory) {
    super("not compared");
    this.walk = walk;
    this.proposal = proposal;
    this.day = day;
    this.memory = memory;
  }
}

/**
 * Fetch, walk and believe the roster; a newer version moves the pin, compared or not.
 * @param {Unlocked} unlocked
 * @returns {Promise<RosterState>} of a list that was compared, or follows from one that was
 * @throws {import("./remembered.js").NoDesk | NotCompared | import("./remembered.js").Stopped}
 */
export async function loadRoster({ keys }) {
  const { versions, proposal, vault, day } = await getJson("/roster");
  const judged = await judgeRoster(versions, vault, keys.vaultSeed);
  if (judged.vault) {
    await keepVault(judged.vault);
  }
  if (judged.state !== "compared") {
    throw new NotCompared({ walk: judged.walk, proposal, day }, judged.memory);
  }
  return { walk: judged.walk, proposal, day };
}

/**
 * Return the newest version for a page that works without it, or null where it is not to be trusted:
 * the page People says why.
 * @param {Unlocked} unlocked
 * @returns {Promise<import("../../crypto/roster/roster.js").Roster | null>}
 */
export async function findTrusted(unlocked) {
  try {
    return (await loadRoster(unlocked)).walk.newest;
  } catch (error) {
    if (error instanceof NoDesk || error instanceof NotCompared || error instanceof Stopped) {
      return null;
    }
    throw error;
  }
}

/**
 * Remember a roster whose number was compared by voice.
 * @param {Pin} pin
 * @param {Unlocked} unlocked
 */
export async function saveCompared(pin, { keys }) {
  await keepVault(await sealMemory({ state: "compared", pin }, keys.vaultSeed));
}

/** @param {string} vault b64u */
export function keepVault(vault) {
  return sendJson("PUT", "/vault", { vault });
}

/**
 * @param {Pin} pin
 * @returns {Promise<string>} the desk's safety number
 */
export function deskNumber(pin) {
  return rosterSafetyNumber(parseB64u(pin.roster, HASH_BYTES));
}
