/** The cases that are open: their keys stay here, what is to be read goes to the page. */

import { openCase as openReleased } from "../../staff/desk/open_case.js";
import { must } from "./held.js";

/** @typedef {import("./held.js").Held} Held */
/** @typedef {import("../../staff/desk/open_case.js").OpenedCase} OpenedCase */
/** What the page may read of an open case. @typedef {Omit<OpenedCase, "keyFile" | "trusted">} Readable */

/**
 * Open what an opening released, and keep its keys until `closeCase`.
 * @param {Held} held
 * @param {{case: string, released: import("../../staff/staff_api.js").Parts}} given
 * @returns {Promise<Readable>}
 * @throws {import("../../crypto/case/objects.js").Untrusted}
 */
export async function openCase(held, { case: caseId, released }) {
  const unlocked = must(held.unlocked, "account");
  closeCase(held, { case: caseId });
  const opened = await openReleased(released, caseId, unlocked, must(held.walk, "roster"));
  held.cases.set(caseId, opened);
  const { keyFile, trusted, ...readable } = opened;
  return readable;
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
