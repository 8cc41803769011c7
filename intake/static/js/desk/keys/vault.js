/**
 * What this account keeps for itself, sealed to its vault: the server stores it and can neither read
 * nor write it. It can hand out an older one, so nothing in it counts without the hash it names.
 */

import { sealFile } from "../../crypto/age/file.js";
import { recipientOf } from "../../crypto/age/hybrid.js";
import { openPadded, Untrusted } from "../../crypto/case/objects.js";
import { EncodingError, encodeJson, parseJson } from "../../crypto/encoding.js";
import { CARDS, pad } from "../../crypto/padding.js";
import { binary, constant, exactObject, hexId, integer, items, text } from "../../crypto/shapes.js";
import { must } from "./memory/held.js";

/** @typedef {import("./memory/held.js").Held} Held */
/** One opened summary as it is kept: case, b64u SHA-256 of its file, body; and, while something waits
 * in it that this client saw come, when, in milliseconds.
 * @typedef {[string, string, any, number?]} Card */

const KIND = "cards";

/**
 * Seal the opened summaries of one month.
 * @param {Held} held
 * @param {{month: string, rows: Card[]}} given `month` is `YYYY-MM`
 * @returns {Promise<Uint8Array>} an age file for the vault identity
 */
export async function sealCards(held, { month, rows }) {
  const { keys } = must(held.unlocked, "account");
  const json = encodeJson({ kind: KIND, month, rows, v: 1 });
  return sealFile(pad(json, CARDS), recipientOf(keys.vaultSeed));
}

/**
 * Open the summaries of one month. A file that does not open is as good as none: everything in it
 * can be opened again from the summaries themselves.
 * @param {Held} held
 * @param {{month: string, file: Uint8Array}} given
 * @returns {Promise<Card[]>}
 */
export async function openCards(held, { month, file }) {
  const { keys } = must(held.unlocked, "account");
  try {
    return readCards(parseJson(await openPadded(file, keys.vaultSeed, CARDS)), month);
  } catch (error) {
    if (error instanceof Untrusted || error instanceof EncodingError) {
      return [];
    }
    throw error;
  }
}

/**
 * @param {unknown} value
 * @param {string} month
 * @returns {Card[]}
 */
function readCards(value, month) {
  const fields = exactObject(value, "kind month rows v");
  constant(fields.kind, KIND);
  constant(fields.month, month);
  constant(fields.v, 1);
  return items(fields.rows).map((row) => {
    const [caseId, hash, body, seen = 0] = items(row);
    binary(hash);
    return [hexId(caseId), text(hash), body, integer(seen)];
  });
}
