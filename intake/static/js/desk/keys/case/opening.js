/** The cases that are open: their keys stay here, what is to be read goes to the page. */

import { foldActs } from "../../../crypto/case/acts/folding.js";
import { accountHolder } from "../../../crypto/case/keyfiles.js";
import { must } from "../memory/held.js";
import { passDoor } from "./door.js";
import { markMissing, readAll, readItem } from "./reading.js";

/** @typedef {import("../memory/held.js").Held} Held */
/** @typedef {import("./reading.js").Contents} Contents */
/** @typedef {import("./reading.js").Item} Item */
/** @typedef {import("../../../crypto/case/acts/standing.js").Standing} Standing */
/** An open case as the worker keeps it.
 * @typedef {{trusted: import("../../../crypto/case/reading/trusted.js").TrustedCase, items: Item[],
 *   meta: any}} OpenedCase */
/**
 * What the page may read of an open case. `meta` is the server's word, `standing` what report and acts
 * come to; `own` is whether the account's own key file opened it, `notes` whether acts of holders can
 * be read and written.
 * @typedef {Contents & {case: string, meta: any, own: boolean, notes: boolean, standing: Standing,
 *   hashes: {report: string, contact: string}, account: string}} Readable
 */

/**
 * Open what an opening released, and keep its keys until `closeCase`.
 * @param {Held} held
 * @param {{case: string, released: import("../../../staff/staff_api.js").Parts}} given
 * @returns {Promise<Readable>}
 * @throws {import("../../../crypto/case/objects.js").Untrusted}
 */
export async function openCase(held, { case: caseId, released }) {
  const { account } = must(held.unlocked, "account");
  const { meta, parts } = released;
  closeCase(held, { case: caseId });
  const given = { meta, parts, case: caseId };
  const walk = must(held.walk, "roster");
  const { trusted, contents } = await passDoor(
    given,
    must(held.unlocked, "account"),
    walk,
    async (trusted) => ({ trusted, contents: await readAll(released, trusted) }),
  );
  held.cases.set(caseId, { trusted, items: contents.items, meta });
  const { report, contact, notes, holder } = trusted.keyFile;
  return {
    ...contents,
    case: caseId,
    account,
    meta,
    own: holder === accountHolder(account),
    notes: notes.size > 0,
    hashes: { report, contact },
    standing: foldActs(trusted.written()),
  };
}

/**
 * Read what this account has just written, as everybody will who opens the case.
 * @param {Held} held
 * @param {{case: string, row: import("./reading.js").ObjectRow, file: Uint8Array}} given
 * @returns {Promise<{items: Item[], standing: Standing}>}
 */
export async function readWritten(held, { case: caseId, row, file }) {
  const { trusted, items, meta } = must(held.cases.get(caseId), "case");
  if (!trusted.signers.has(row.id)) {
    const read = () => trusted.read({ ...row, case: caseId }, file);
    items.push(await readItem(row, nextPosition(meta, items), trusted, read));
    markMissing(items, trusted);
  }
  return { items, standing: foldActs(trusted.written()) };
}

/**
 * Overwrite the keys of a case that was left.
 * @param {Held} held
 * @param {{case: string}} given
 */
export function closeCase(held, { case: caseId }) {
  held.cases.get(caseId)?.trusted.close();
  held.cases.delete(caseId);
}

/** @param {any} meta @param {Item[]} items */
function nextPosition({ objects }, items) {
  return Math.max(objects.length, ...items.map(({ position }) => position + 1));
}
