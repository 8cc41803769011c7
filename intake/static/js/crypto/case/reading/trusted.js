/**
 * The one door to a case: nothing in it is read before its key file was opened and verified.
 *
 * Opening a key file, verifying its maker, pinning the hashes it names and reading are four steps
 * that are only right together and in this order. Whoever holds a TrustedCase has been through all
 * of them (SPEC 5 and 6); there is no other way to make one.
 */

import { verificationKey } from "../../keys.js";
import { STAFF_KINDS } from "../act_bodies.js";
import {
  accountHolder,
  BOX,
  deskHolder,
  makerKey,
  openKeyFile,
  verifyKeyFile,
} from "../keyfiles.js";
import { newReader } from "./reader.js";

/** @typedef {import("../keyfiles.js").KeyFile} KeyFile */

/**
 * One case as one reader may believe it; `keyFile` is what was verified, to seal and grant with.
 * @typedef {import("./reader.js").Reader & {keyFile: KeyFile}} TrustedCase
 */

/**
 * Return the case of a key file; only the functions below, which verify it, come here.
 * @param {KeyFile} keyFile verified
 * @param {Map<string, Uint8Array> | null} staff
 * @param {import("../bodies.js").Kinds} [kinds]
 * @param {Uint8Array} [deskSeed]
 * @returns {TrustedCase}
 */
function trust(keyFile, staff, kinds, deskSeed) {
  const { epochs: seeds, notes, author, report, contact } = keyFile;
  const trusted = { case: keyFile.case, seeds, notes, author, deskSeed, staff, kinds };
  return { ...newReader({ ...trusted, pinned: { report, contact } }), keyFile };
}

/**
 * Open the box's key file with a receipt; only who holds the receipt makes one. A reporter cannot
 * know the keys of the staff: whoever wrote as staff held this case's seed.
 * @param {Uint8Array} file
 * @param {Pick<import("../receipts.js").ReporterKeys, "reporterSeed" | "authorSeed">} keys
 * @param {string} caseId the case that was asked for
 * @returns {Promise<TrustedCase>}
 * @throws {import("../objects.js").Untrusted} as SPEC 6 says
 */
export async function openAsReporter(file, { reporterSeed, authorSeed }, caseId) {
  const keyFile = await openKeyFile(file, reporterSeed, caseId, BOX);
  await verifyKeyFile(keyFile, await verificationKey(authorSeed));
  return trust(keyFile, null);
}

/**
 * Open the key file of an account that took or covers a case.
 * @param {Uint8Array} file
 * @param {{account: string, identitySeed: Uint8Array}} own
 * @param {string} caseId the case that was asked for
 * @param {Map<string, Uint8Array>} staff keys of everybody in a walked roster, by account id
 * @returns {Promise<TrustedCase>}
 * @throws {import("../objects.js").Untrusted} as SPEC 6 says
 */
export async function openAsAccount(file, { account, identitySeed }, caseId, staff) {
  const keyFile = await openKeyFile(file, identitySeed, caseId, accountHolder(account));
  await verifyKeyFile(keyFile, makerKey(keyFile, staff));
  return trust(keyFile, staff, STAFF_KINDS);
}

/**
 * Open the key file for a desk; `deskSeed` opens the summary besides.
 * @param {Uint8Array} file
 * @param {{desk: string, epoch: number, deskSeed: Uint8Array}} own
 * @param {string} caseId the case that was asked for
 * @param {Map<string, Uint8Array>} staff keys of everybody in a walked roster, by account id
 * @returns {Promise<TrustedCase>}
 * @throws {import("../objects.js").Untrusted} as SPEC 6 says
 */
export async function openAsDesk(file, { desk, epoch, deskSeed }, caseId, staff) {
  const keyFile = await openKeyFile(file, deskSeed, caseId, deskHolder(desk, epoch));
  await verifyKeyFile(keyFile, makerKey(keyFile, staff));
  return trust(keyFile, staff, STAFF_KINDS, deskSeed);
}
