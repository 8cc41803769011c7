/** Desk key files: the identities of a desk, sealed to one triage member (SPEC 8). */
import { sealFile } from "../age/file.js";
import { encodeRecipient, recipientOf } from "../age/hybrid.js";
import { encodeEpochs, readEpochs } from "../case/epochs.js";
import { accountHolder } from "../case/keyfiles.js";
import { openPadded, Untrusted } from "../case/objects.js";
import { b64u, EncodingError, encodeJson, parseB64u, parseJson } from "../encoding.js";
import { SignatureError, sign, verifySignature } from "../keys.js";
import { KEYS, pad } from "../padding.js";
import {
  anyObject,
  binary,
  constant,
  exactObject,
  hexId,
  integer,
  items,
  text,
} from "../shapes.js";

/**
 * What a desk key file holds: the desk seeds by epoch, without a gap, at least one; `holder` and
 * `by` are `account:<account id>` of the triage member and of the maker; `sig` is b64u, made when
 * the file is.
 * @typedef {{desk: string, epochs: Map<number, Uint8Array>, holder: string, by: string,
 *   sig?: string}} DeskKeyFile
 */

/** @typedef {import("./rosterchain.js").Walk} Walk */

const LABEL = "intake/v1/desk-key";

/**
 * Return the signed canonical JSON of a desk key file, not padded.
 * @param {DeskKeyFile} keyFile `sig` is ignored
 * @param {Uint8Array} signingSeed Ed25519 seed of the maker
 * @returns {Promise<Uint8Array>}
 */
export async function encodeDeskKeyFile(keyFile, signingSeed) {
  const fields = fieldsOf(keyFile);
  const sig = b64u(await sign(signingSeed, LABEL, encodeJson(fields)));
  return encodeJson({ ...fields, sig });
}

/**
 * Return a desk key file as an age file for its holder.
 * @param {DeskKeyFile} keyFile
 * @param {Uint8Array} signingSeed Ed25519 seed of the maker
 * @param {Uint8Array} recipient the holder's account recipient, 1,216 bytes
 * @returns {Promise<Uint8Array>}
 * @throws {import("../age/header.js").AgeError} the recipient is no key
 */
export async function makeDeskKeyFile(keyFile, signingSeed, recipient) {
  return sealFile(pad(await encodeDeskKeyFile(keyFile, signingSeed), KEYS), recipient);
}

/**
 * Return a verified desk key file.
 * @param {Uint8Array} file
 * @param {Uint8Array} seed the account's identity, 32 bytes
 * @param {string} account the account's id
 * @param {Walk} walk the verified chain of the desk's rosters
 * @returns {Promise<DeskKeyFile>}
 * @throws {Untrusted} not_age, wrong_identity, bad_padding, bad_key (another shape or desk),
 *   bad_holder, bad_signature (not by a triage member of the chain) or bad_epoch (the newest seed is
 *   not the one of the newest roster's recipient)
 */
export async function openDeskKeyFile(file, seed, account, walk) {
  const keyFile = read(await openPadded(file, seed, KEYS));
  if (keyFile.desk !== walk.newest.desk) {
    throw new Untrusted("bad_key");
  }
  if (keyFile.holder !== accountHolder(account)) {
    throw new Untrusted("bad_holder");
  }
  await verifyMaker(keyFile, walk);
  const epoch = Math.max(...keyFile.epochs.keys());
  const newest = /** @type {Uint8Array} */ (keyFile.epochs.get(epoch));
  const recipient = encodeRecipient(recipientOf(newest));
  if (epoch !== walk.newest.epoch || recipient !== walk.newest.recipient) {
    throw new Untrusted("bad_epoch");
  }
  return keyFile;
}

/**
 * @param {DeskKeyFile} keyFile
 * @param {Walk} walk
 */
async function verifyMaker(keyFile, walk) {
  const maker = walk.findTriage(keyFile.by.replace(/^account:/, ""));
  if (!maker || keyFile.by !== accountHolder(maker.account)) {
    throw new Untrusted("bad_signature");
  }
  try {
    const sig = parseB64u(keyFile.sig ?? "", 64);
    await verifySignature(parseB64u(maker.key, 32), LABEL, encodeJson(fieldsOf(keyFile)), sig);
  } catch (error) {
    throw error instanceof SignatureError ? new Untrusted("bad_signature") : error;
  }
}

/** @param {Uint8Array} json @returns {DeskKeyFile} */
function read(json) {
  try {
    return check(parseJson(json));
  } catch (error) {
    throw error instanceof EncodingError ? new Untrusted("bad_key") : error;
  }
}

/** @param {unknown} value @returns {DeskKeyFile} */
function check(value) {
  const fields = exactObject(value, "by desk epochs for kind sig v");
  constant(fields.v, 1);
  constant(fields.kind, "desk-key");
  // Old epochs are dropped in time, so the list may start with any.
  const first = anyObject(items(fields.epochs)[0]);
  binary(fields.sig, 64);
  return {
    desk: hexId(fields.desk),
    epochs: readEpochs(fields.epochs, integer(first.epoch, 1)),
    holder: text(fields.for),
    by: text(fields.by),
    sig: text(fields.sig),
  };
}

/**
 * Return what the signature covers.
 * @param {DeskKeyFile} keyFile
 */
function fieldsOf({ by, desk, epochs, holder }) {
  return { by, desk, epochs: encodeEpochs(epochs), for: holder, kind: "desk-key", v: 1 };
}
