/**
 * Opening the summaries of the list with the desk's keys. A summary is still the server's word: its
 * MAC can be checked only with a key of the case (SPEC section 5).
 */

import { expandIdentity, wipeIdentity } from "../../crypto/age/hybrid.js";
import { wipe } from "../../crypto/bytes.js";
import { fileHash, peekSummary, Untrusted } from "../../crypto/case/objects.js";
import { openDeskKeyFile } from "../../crypto/roster/deskkeys.js";
import { must } from "./memory/held.js";

/** @typedef {import("./memory/held.js").Held} Held */

/**
 * A summary as it came: where the server says it lies, and its file.
 * @typedef {object} Sent
 * @property {string} case 32 hexadecimal digits
 * @property {number} deskEpoch
 * @property {{id: string, epoch: number, by: string, sha256: string}} summary
 * @property {Uint8Array} file
 */
/** What came of it: its body, or the reason why there is none.
 * @typedef {{case: string, sha256: string, body: any, refused: string, seen?: number}} Summary */

/**
 * Open this member's desk key file and keep the desk's keys, computed once for each epoch.
 * @param {Held} held
 * @param {{file: Uint8Array}} given
 * @throws {Untrusted} the file is not what it must be (SPEC 8)
 */
export async function openDesk(held, { file }) {
  const { account, keys } = must(held.unlocked, "account");
  const walk = must(held.walk, "roster");
  const { epochs } = await openDeskKeyFile(file, keys.identitySeed, account, walk);
  for (const identity of held.desk.values()) {
    wipeIdentity(identity);
  }
  held.desk = new Map([...epochs].map(([epoch, seed]) => [epoch, expandIdentity(seed)]));
  wipe(...epochs.values());
}

/**
 * Open a batch. One that cannot be opened keeps its place, with the reason.
 * @param {Held} held
 * @param {{batch: Sent[]}} given
 * @returns {Promise<Summary[]>}
 */
export async function openSummaries(held, { batch }) {
  const opened = [];
  for (const sent of batch) {
    opened.push(await openOne(held, sent));
  }
  return opened;
}

/**
 * @param {Held} held
 * @param {Sent} sent
 * @returns {Promise<Summary>}
 */
async function openOne(held, sent) {
  const sha256 = await fileHash(sent.file);
  try {
    const body = await readSummary(held, sent, sha256);
    return { case: sent.case, sha256, body, refused: "" };
  } catch (error) {
    if (error instanceof Untrusted) {
      return { case: sent.case, sha256, body: null, refused: error.reason };
    }
    throw error;
  }
}

/**
 * @param {Held} held
 * @param {Sent} sent
 * @param {string} hash of the file
 */
async function readSummary({ desk }, { case: caseId, deskEpoch, summary, file }, hash) {
  const identity = desk.get(deskEpoch);
  if (!identity) {
    throw new Untrusted("wrong_identity");
  }
  if (hash !== summary.sha256) {
    throw new Untrusted("bad_hash");
  }
  const { id, epoch, by } = summary;
  return (await peekSummary({ case: caseId, id, kind: "summary", epoch, by }, file, identity)).body;
}
