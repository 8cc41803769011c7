/**
 * Opening the summaries of the queue with the desk's keys. A summary is still the server's word: its
 * MAC can be checked only with a key of the case (SPEC section 5).
 */
import { wipe } from "../../crypto/bytes.js";
import { peekSummary, Untrusted } from "../../crypto/case/objects.js";
import { openDeskKeyFile } from "../../crypto/roster/deskkeys.js";
import { higherLevel } from "./order.js";

/** @typedef {import("./order.js").Listed} Listed */
/**
 * @typedef {object} Waiting
 * @property {Listed} row
 * @property {any} summary its body, or null
 * @property {string} refused reason, or empty
 * @property {string} level the higher of the row's and the summary's
 */

/**
 * @param {import("../staff_api.js").Parts} listing
 * @param {import("../session/session.js").Unlocked} unlocked
 * @param {import("../../crypto/roster/rosterchain.js").Walk} walk
 * @returns {Promise<Waiting[]>} in the order of the listing
 * @throws {Untrusted} the desk key file is not what it must be
 */
export async function openQueue({ meta, parts }, unlocked, walk) {
  const file = parts.get("desk_key");
  if (!file) {
    return [];
  }
  const { account, keys } = unlocked;
  const { epochs } = await openDeskKeyFile(file, keys.identitySeed, account, walk);
  const seeds = [...epochs.values()].reverse();
  try {
    const opened = [];
    for (const row of meta.waiting) {
      opened.push(await openRow(row, parts.get(row.case), seeds));
    }
    return opened;
  } finally {
    wipe(...seeds);
  }
}

/**
 * @param {Listed} row
 * @param {Uint8Array | undefined} file
 * @param {Uint8Array[]} seeds the newest first
 * @returns {Promise<Waiting>}
 */
async function openRow(row, file, seeds) {
  try {
    const summary = await openSummary(row, file, seeds);
    return { row, summary, refused: "", level: higherLevel(row.level, summary.level) };
  } catch (error) {
    if (error instanceof Untrusted) {
      return { row, summary: null, refused: error.reason, level: row.level };
    }
    throw error;
  }
}

/**
 * @param {Listed} listed
 * @param {Uint8Array | undefined} file
 * @param {Uint8Array[]} seeds
 * @returns {Promise<any>}
 */
async function openSummary({ case: caseId, summary }, file, seeds) {
  if (!file || !summary) {
    throw new Untrusted("missing_object");
  }
  for (const [at, seed] of seeds.entries()) {
    try {
      return (await peekSummary({ ...summary, case: caseId }, file, seed)).body;
    } catch (error) {
      // Sealed to an older epoch of the desk, perhaps.
      const other = error instanceof Untrusted && error.reason === "wrong_identity";
      if (!other || at === seeds.length - 1) {
        throw error;
      }
    }
  }
}
