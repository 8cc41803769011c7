/**
 * What the desk does first: unlock, walk the list of people, compare the recipient that reporters get
 * with the signed one. The sealed session goes from this browser's storage to the worker as it is.
 */

import { NoDesk, Stopped } from "../../staff/roster/remembered.js";
import { keepVault } from "../../staff/roster/roster_state.js";
import { requireSameDesk } from "../../staff/roster/same_desk.js";
import { lockAll } from "../../staff/session/idle.js";
import { Locked, tryStored } from "../../staff/session/session.js";
import { getJson } from "../../staff/staff_api.js";
import { people, phase, trouble, who } from "./store.js";

/** @typedef {import("../keys/port.js").Port} Port */

const WAITING = "/waiting";

/**
 * @param {Port} port
 * @returns {Promise<boolean>} false when the page now asks to compare, or leaves
 * @throws {Stopped | Locked} and what requests and the worker throw
 */
export async function enter(port) {
  const { account, username, role, server_half: half } = await getJson("/session/half");
  await tryStored((stored) => port.ask("unlock", { stored, half, account, username, role }));
  who.value = { account, username, role };
  return walkPeople(port);
}

/**
 * Fetch the desk's list and have it judged; again whenever it has a new version.
 * @param {Port} port
 * @returns {Promise<boolean>} whether it may be trusted and this person stands in it
 * @throws {Stopped} and what requests and the worker throw
 */
export async function walkPeople(port) {
  const judged = await judge(port);
  if (!judged?.member) {
    location.replace(WAITING);
    return false;
  }
  people.value = judged;
  if (judged.state !== "compared") {
    phase.value = "pin";
    return false;
  }
  await requireSameDesk({ newest: judged.newest, pin: async () => judged.pin });
  return true;
}

/**
 * Walk the list again before something is sealed to somebody or signed: where it may not be trusted any
 * more, or this person is not in it, nothing is.
 * @param {Port} port
 * @throws {NoDesk | Stopped} and what requests and the worker throw
 */
export async function requirePeople(port) {
  if (!(await walkPeople(port))) {
    throw new NoDesk();
  }
}

/** @param {Port} port */
async function judge(port) {
  const { versions, vault } = await getJson("/roster");
  try {
    const judged = await port.ask("roster", { versions, vault });
    if (judged.vault) {
      await keepVault(judged.vault);
    }
    return judged;
  } catch (error) {
    if (error instanceof NoDesk) {
      return null;
    }
    throw error;
  }
}

/**
 * Remember that the number of this list was compared by voice.
 * @param {Port} port
 */
export async function rememberCompared(port) {
  await keepVault(await port.ask("compared", undefined));
}

/**
 * Say what went wrong in the place of the page; a tab without keys is locked.
 * @param {unknown} error
 */
export function showTrouble(error) {
  if (error instanceof Locked) {
    lockAll("lost");
    return;
  }
  trouble.value = error;
  phase.value = error instanceof Stopped ? "stopped" : "failed";
}
