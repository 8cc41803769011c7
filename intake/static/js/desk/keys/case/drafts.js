/**
 * What somebody is writing in a case, sealed to their own vault: the server keeps it and cannot read
 * it. The case stands inside, so that it cannot be handed out in another.
 */

import { sealFile } from "../../../crypto/age/file.js";
import { recipientOf } from "../../../crypto/age/hybrid.js";
import { openPadded, Untrusted } from "../../../crypto/case/objects.js";
import { EncodingError, encodeJson, parseJson } from "../../../crypto/encoding.js";
import { DRAFT, pad } from "../../../crypto/padding.js";
import { anyObject, constant, exactObject, text } from "../../../crypto/shapes.js";
import { must } from "../memory/held.js";

/** @typedef {import("../memory/held.js").Held} Held */
/** What is being written, by the name of its field. @typedef {Record<string, string>} Draft */

const KIND = "draft";

/**
 * @param {Held} held
 * @param {{case: string, draft: Draft}} given
 * @returns {Promise<Uint8Array>} an age file for the vault identity
 * @throws {import("../../../crypto/padding.js").PaddingError} more than a draft holds
 */
export function sealDraft(held, { case: caseId, draft }) {
  const { keys } = must(held.unlocked, "account");
  const json = encodeJson({ case: caseId, fields: draft, kind: KIND, v: 1 });
  return sealFile(pad(json, DRAFT), recipientOf(keys.vaultSeed));
}

/**
 * Open a draft; one that does not open is as good as none, and the page says so.
 * @param {Held} held
 * @param {{case: string, file: Uint8Array}} given
 * @returns {Promise<Draft | null>}
 */
export async function openDraft(held, { case: caseId, file }) {
  const { keys } = must(held.unlocked, "account");
  try {
    const fields = exactObject(
      parseJson(await openPadded(file, keys.vaultSeed, DRAFT)),
      "case fields kind v",
    );
    constant(fields.case, caseId);
    constant(fields.kind, KIND);
    constant(fields.v, 1);
    const words = Object.entries(anyObject(fields.fields));
    return Object.fromEntries(words.map(([name, value]) => [name, text(value)]));
  } catch (error) {
    if (error instanceof Untrusted || error instanceof EncodingError) {
      return null;
    }
    throw error;
  }
}
