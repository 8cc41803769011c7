/**
 * Opening a case in two steps: until somebody has decided whom it is kept from, the server gives the
 * contact file alone. Where that names nobody this page says so and goes on.
 */
import { sealAct } from "../../crypto/case/acts/sealing.js";
import { accountHolder } from "../../crypto/case/keyfiles.js";
import { own } from "../../own.js";
import { NotPossible } from "../problems.js";
import { sendForParts, sendJson, sendParts } from "../staff_api.js";
import { todayText } from "./due.js";
import { openFirst } from "./open_case.js";

/** @typedef {import("../../crypto/roster/rosterchain.js").Walk} Walk */
/** @typedef {import("../session/session.js").Unlocked} Unlocked */
/** @typedef {import("../staff_api.js").Parts} Parts */

const NAMING = ["c_avoid", "c_interp"];
const NAMED =
  "The reporter names somebody who must not see this case. Who of the desk that is must be decided first, and this page cannot do it yet. Nothing else of the case was shown. Tell the other triage members, by voice, that it waits.";

/**
 * Ask for a case.
 * @param {string} caseId
 * @param {string} purpose
 * @returns {Promise<Parts>}
 */
export function ask(caseId, purpose) {
  return sendForParts(`/desk/${caseId}/open`, { purpose });
}

/**
 * Say that nobody is named, where that is so, and ask again for the rest.
 * @param {Parts} released what the first step gave
 * @param {string} caseId
 * @param {string} purpose
 * @param {Unlocked} unlocked
 * @param {Walk} walk
 * @returns {Promise<Parts>}
 * @throws {Error} NotPossible: the contact file names somebody; Untrusted
 */
export async function goOn(released, caseId, purpose, unlocked, walk) {
  const { trusted, contact } = await openFirst(released, caseId, unlocked, walk);
  const answers = /** @type {Record<string, unknown>} */ (contact.body.answers);
  if (NAMING.some((id) => own(answers, id) !== undefined)) {
    throw new NotPossible(NAMED);
  }
  const said = { members: [], named: false, unsure: false };
  const body = { day: todayText(), ...said };
  const sealed = await sealAct(trusted, unlocked.keys.signingSeed, "exclusion", body);
  const { row, file, sha256 } = sealed;
  const meta = { id: row.id, epoch: row.epoch, sha256, ...said };
  await sendParts(`/desk/${caseId}/exclude`, meta, { frame: file });
  return ask(caseId, purpose);
}

/**
 * Tell the server once that this person's own key file opens the case.
 * @param {import("./open_case.js").OpenedCase} opened
 * @param {Unlocked} unlocked
 */
export async function confirmOwn({ meta, keyFile }, { account }) {
  if (meta.holder === accountHolder(account) && !meta.confirmed) {
    const { report, contact } = keyFile;
    await sendJson("POST", `/desk/${keyFile.case}/confirm`, { report, contact });
  }
}
