/**
 * The one door to a case: nothing in it is read before its key file was opened and verified.
 *
 * Opening a key file, verifying its maker, pinning the hashes it names and reading are four steps
 * that are only right together and in this order. Whoever holds a TrustedCase has been through all
 * of them (SPEC 5 and 6); there is no other way to make one.
 */

import { verificationKey } from "../keys.js";
import {
  accountHolder,
  BOX,
  deskHolder,
  makerKey,
  openKeyFile,
  verifyKeyFile,
} from "./keyfiles.js";
import { Reader } from "./reader.js";

/** @typedef {import("./frames.js").Frame} Frame */
/** @typedef {import("./keyfiles.js").KeyFile} KeyFile */
/** @typedef {import("./objects.js").Row} Row */

const DOOR = Symbol("only the functions below construct");

/** One case as one reader may believe it; `keyFile` is what was verified, to seal and grant with. */
export class TrustedCase {
  #reader;

  /**
   * @param {symbol} door that no other module has
   * @param {KeyFile} keyFile verified
   * @param {{staff: Map<string, Uint8Array> | null, deskSeed?: Uint8Array}} trusted
   */
  constructor(door, keyFile, { staff, deskSeed }) {
    if (door !== DOOR) {
      throw new TypeError("a case is opened, not made");
    }
    const { epochs: seeds, notes, author, report, contact } = keyFile;
    const own = { case: keyFile.case, seeds, notes, author, deskSeed, staff };
    this.keyFile = keyFile;
    this.#reader = new Reader({ ...own, pinned: { report, contact } });
  }

  /** The case asked for, 32 hexadecimal digits. */
  get case() {
    return this.keyFile.case;
  }

  /** Who signed each object read: object id to account id, `author` or `staff`. */
  get signers() {
    return this.#reader.signers;
  }

  /**
   * Return the frame of an object.
   * @param {Row} row
   * @param {Uint8Array} file
   * @returns {Promise<Frame>}
   * @throws {import("./objects.js").Untrusted} with the first reason that applies, in the order of
   *   SPEC 5
   */
  read(row, file) {
    return this.#reader.read(row, file);
  }

  /**
   * Return the parents that were not read; ask when all rows are read.
   * @param {Frame} frame
   * @returns {string[]}
   */
  missingParents(frame) {
    return this.#reader.missingParents(frame);
  }

  /** @returns {string[]} what a new message comes after: b64u SHA-256, at most 8 */
  newest() {
    return this.#reader.newest();
  }

  /** Overwrite the seeds; nothing can be read afterwards. */
  close() {
    this.#reader.close();
  }
}

/**
 * Open the box's key file with a receipt; only who holds the receipt makes one. A reporter cannot
 * know the keys of the staff: whoever wrote as staff held this case's seed.
 * @param {Uint8Array} file
 * @param {Pick<import("./receipts.js").ReporterKeys, "reporterSeed" | "authorSeed">} keys
 * @param {string} caseId the case that was asked for
 * @returns {Promise<TrustedCase>}
 * @throws {import("./objects.js").Untrusted} as SPEC 6 says
 */
export async function openAsReporter(file, { reporterSeed, authorSeed }, caseId) {
  const keyFile = await openKeyFile(file, reporterSeed, caseId, BOX);
  await verifyKeyFile(keyFile, await verificationKey(authorSeed));
  return new TrustedCase(DOOR, keyFile, { staff: null });
}

/**
 * Open the key file of an account that took or covers a case.
 * @param {Uint8Array} file
 * @param {{account: string, identitySeed: Uint8Array}} own
 * @param {string} caseId the case that was asked for
 * @param {Map<string, Uint8Array>} staff keys of everybody in a walked roster, by account id
 * @returns {Promise<TrustedCase>}
 * @throws {import("./objects.js").Untrusted} as SPEC 6 says
 */
export async function openAsAccount(file, { account, identitySeed }, caseId, staff) {
  const keyFile = await openKeyFile(file, identitySeed, caseId, accountHolder(account));
  await verifyKeyFile(keyFile, makerKey(keyFile, staff));
  return new TrustedCase(DOOR, keyFile, { staff });
}

/**
 * Open the key file for a desk; `deskSeed` opens the summary besides.
 * @param {Uint8Array} file
 * @param {{desk: string, epoch: number, deskSeed: Uint8Array}} own
 * @param {string} caseId the case that was asked for
 * @param {Map<string, Uint8Array>} staff keys of everybody in a walked roster, by account id
 * @returns {Promise<TrustedCase>}
 * @throws {import("./objects.js").Untrusted} as SPEC 6 says
 */
export async function openAsDesk(file, { desk, epoch, deskSeed }, caseId, staff) {
  const keyFile = await openKeyFile(file, deskSeed, caseId, deskHolder(desk, epoch));
  await verifyKeyFile(keyFile, makerKey(keyFile, staff));
  return new TrustedCase(DOOR, keyFile, { staff, deskSeed });
}
