/**
 * Key files: the seeds of a case for one holder, signed by who made them (SPEC 4 and 6).
 *
 * A key that several people need lies in one small file per person and epoch: granting adds a row,
 * revoking deletes one, and nothing is ever sealed again.
 */
import { sealFile } from "../age/file.js";
import { encodeRecipient, parseRecipient, recipientOf } from "../age/hybrid.js";
import { concat, sha256, utf8 } from "../bytes.js";
import { b64u, EncodingError, encodeJson, hex, parseB64u, parseJson } from "../encoding.js";
import { SignatureError, sign, verifySignature } from "../keys.js";
import { KEYS, pad } from "../padding.js";
import { binary, constant, demand, exactObject, hexId, text } from "../shapes.js";
import { encodeEpochs, readEpochs } from "./epochs.js";
import { openPadded, Untrusted } from "./objects.js";

/**
 * What a key file holds. `epochs` are the case seeds by epoch, from 0 without a gap; `notes` the
 * notes seeds likewise, none until the case is taken. `holder` is `desk:<desk id>:<desk epoch>`,
 * `account:<account id>` or `box`; `by` is `reporter` or `account:<account id>`: who made and
 * signed it. `author` is the author's verification key, 32 bytes, and `reporter` the reporter's
 * recipient, 1,216 bytes: the case id names both. `report` and `contact` are b64u SHA-256 of the
 * stored files; `sig` is b64u, made when the file is.
 * @typedef {{case: string, epochs: Map<number, Uint8Array>, notes: Map<number, Uint8Array>,
 *   holder: string, by: string, author: Uint8Array, reporter: Uint8Array, report: string,
 *   contact: string, sig?: string}} KeyFile
 */

const LABEL = "intake/v1/key";
export const BOX = "box";
const REPORTER = "reporter";
const ACCOUNT = "account:";

/**
 * Return the id of a case; it names who began the case (SPEC 4).
 * @param {Uint8Array} recipient of the epoch-0 identity, 1,216 bytes
 * @param {Uint8Array} author the author's verification key, 32 bytes
 * @param {Uint8Array} reporter the reporter's recipient, 1,216 bytes
 * @returns {Promise<string>} 32 hexadecimal digits
 */
export async function caseId(recipient, author, reporter) {
  const named = concat(utf8("intake/v1/case\0"), recipient, author, reporter);
  return hex((await sha256(named)).slice(0, 16));
}

/**
 * Return the `for` of a key file for a desk epoch.
 * @param {string} desk
 * @param {number} epoch
 * @returns {string}
 */
export function deskHolder(desk, epoch) {
  return `desk:${desk}:${epoch}`;
}

/**
 * Return the `for` and `by` of an account.
 * @param {string} account
 * @returns {string}
 */
export function accountHolder(account) {
  return ACCOUNT + account;
}

/**
 * Return the signed canonical JSON of a key file, not padded.
 * @param {KeyFile} keyFile `sig` is ignored
 * @param {Uint8Array} signingSeed Ed25519 seed of the maker
 * @returns {Promise<Uint8Array>}
 */
export async function encodeKeyFile(keyFile, signingSeed) {
  const fields = fieldsOf(keyFile);
  const sig = b64u(await sign(signingSeed, LABEL, encodeJson(fields)));
  return encodeJson({ ...fields, sig });
}

/**
 * Return a key file as an age file for its holder.
 * @param {KeyFile} keyFile
 * @param {Uint8Array} signingSeed Ed25519 seed of the maker
 * @param {Uint8Array} recipient the holder's, 1,216 bytes
 * @returns {Promise<Uint8Array>}
 * @throws {import("../age/header.js").AgeError} the recipient is no key
 */
export async function makeKeyFile(keyFile, signingSeed, recipient) {
  return sealFile(pad(await encodeKeyFile(keyFile, signingSeed), KEYS), recipient);
}

/**
 * Return what a key file holds; its signature is not verified yet.
 * @param {Uint8Array} file
 * @param {Uint8Array} seed the identity of the holder, 32 bytes
 * @param {string} caseAsked the case that was asked for
 * @param {string} holder the `for` that was asked for
 * @returns {Promise<KeyFile>}
 * @throws {Untrusted} not_age, wrong_identity, bad_padding, bad_key (another shape), bad_case (another
 *   case than asked for, or than seed, author and reporter give) or bad_holder
 */
export async function openKeyFile(file, seed, caseAsked, holder) {
  const keyFile = readKeyFile(await openPadded(file, seed, KEYS));
  if (keyFile.case !== caseAsked || (await caseIdOf(keyFile)) !== caseAsked) {
    throw new Untrusted("bad_case");
  }
  if (keyFile.holder !== holder) {
    throw new Untrusted("bad_holder");
  }
  return keyFile;
}

/**
 * Return the verification key of who says to have made a key file.
 * @param {KeyFile} keyFile as opened
 * @param {Map<string, Uint8Array>} staff verification keys of the roster's members, by account id
 * @returns {Uint8Array} 32 bytes
 * @throws {Untrusted} bad_signature: it is somebody who never stood in the roster
 */
export function makerKey({ by, author }, staff) {
  const key = by === REPORTER ? author : staff.get(by.slice(ACCOUNT.length));
  if (!key) {
    throw new Untrusted("bad_signature");
  }
  return key;
}

/**
 * Verify who made a key file.
 * @param {KeyFile} keyFile as opened
 * @param {Uint8Array} key the file's `author` if `by` is `reporter`; else the verification key of
 *   that account, which the caller knows from the roster
 * @throws {Untrusted} bad_signature
 */
export async function verifyKeyFile(keyFile, key) {
  try {
    const sig = parseB64u(keyFile.sig ?? "", 64);
    await verifySignature(key, LABEL, encodeJson(fieldsOf(keyFile)), sig);
  } catch (error) {
    const wrong = error instanceof SignatureError || error instanceof EncodingError;
    throw wrong ? new Untrusted("bad_signature") : error;
  }
}

/**
 * Return the id that a key file proves.
 * @param {KeyFile} keyFile
 */
function caseIdOf({ epochs, author, reporter }) {
  const seed = /** @type {Uint8Array} */ (epochs.get(0));
  return caseId(recipientOf(seed), author, reporter);
}

/** @param {Uint8Array} json @returns {KeyFile} */
function readKeyFile(json) {
  try {
    return checkKeyFile(parseJson(json));
  } catch (error) {
    throw error instanceof EncodingError ? new Untrusted("bad_key") : error;
  }
}

/** @param {unknown} value @returns {KeyFile} */
function checkKeyFile(value) {
  const keys = "author by case contact epochs for kind notes report reporter sig v";
  const fields = exactObject(value, keys);
  constant(fields.v, 1);
  constant(fields.kind, "key");
  const epochs = readEpochs(fields.epochs);
  demand(epochs.size > 0);
  for (const hash of [fields.report, fields.contact]) {
    binary(hash);
  }
  binary(fields.sig, 64);
  const [notes, by] = [readEpochs(fields.notes), maker(fields.by)];
  demand(by !== REPORTER || !notes.size); // A reporter has no part in the notes.
  return {
    case: hexId(fields.case),
    epochs,
    notes,
    holder: text(fields.for),
    by,
    author: binary(fields.author),
    reporter: parseRecipient(text(fields.reporter)),
    report: text(fields.report),
    contact: text(fields.contact),
    sig: text(fields.sig),
  };
}

/** @param {unknown} value */
function maker(value) {
  const name = text(value);
  if (name !== REPORTER) {
    constant(name, accountHolder(hexId(name.slice(ACCOUNT.length))));
  }
  return name;
}

/**
 * Return what the signature covers.
 * @param {KeyFile} keyFile
 */
function fieldsOf({ author, epochs, notes, holder, reporter, sig, ...same }) {
  return {
    ...same,
    author: b64u(author),
    epochs: encodeEpochs(epochs),
    for: holder,
    kind: "key",
    notes: encodeEpochs(notes),
    reporter: encodeRecipient(reporter),
    v: 1,
  };
}
