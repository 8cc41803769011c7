/**
 * What a member of the desk signs for an auditor whose key was read to them (SPEC 7).
 *
 * Auditors stand in no roster. By this somebody who is to answer one knows without the server that
 * the answer is sealed to an auditor whom a member of the list has met.
 */
import { keyHash } from "../../case/inquiries.js";
import { Untrusted } from "../../case/objects.js";
import { b64u, EncodingError, encodeJson, parseB64u, parseJson } from "../../encoding.js";
import { SignatureError, sign, verifySignature } from "../../keys.js";
import { binary, constant, exactObject, hexId, text } from "../../shapes.js";

/** @typedef {import("../roster.js").Member} Member */
/** @typedef {import("../roster.js").Roster} Roster */
/** @typedef {{by: string, for: string, kind: string, v: number}} Fields */

const LABEL = "intake/v1/vouch";
const [KEY_BYTES, SIG_BYTES] = [32, 64];

/**
 * @param {Member} member
 * @returns {boolean} whether this member's word counts: of triage, or a supervisor
 */
export function maySign(member) {
  return member.triage || member.role === "supervisor";
}

/**
 * Return what a member signs: canonical JSON.
 * @param {string} account the member's account id, 32 hexadecimal digits
 * @param {Uint8Array} recipient the auditor's, 1,216 bytes, of which both compared the number
 * @param {Uint8Array} signingSeed the member's Ed25519 seed, 32 bytes
 * @returns {Promise<Uint8Array>}
 */
export async function signVouch(account, recipient, signingSeed) {
  const fields = { by: account, for: await keyHash(recipient), kind: "vouch", v: 1 };
  const sig = b64u(await sign(signingSeed, LABEL, encodeJson(fields)));
  return encodeJson({ ...fields, sig });
}

/**
 * Return the member of a roster who signed for a key.
 * @param {Uint8Array} data
 * @param {Uint8Array} recipient 1,216 bytes
 * @param {Roster} roster
 * @returns {Promise<Member>}
 * @throws {Untrusted} bad_key (no such text), bad_holder (for another key) or bad_signature (not by
 *   a member of this roster whose word counts)
 */
export async function verifyVouch(data, recipient, roster) {
  const { sig, ...fields } = read(data);
  if (fields.for !== (await keyHash(recipient))) {
    throw new Untrusted("bad_holder");
  }
  const member = roster.members.find(({ account }) => account === fields.by);
  if (!member || !maySign(member)) {
    throw new Untrusted("bad_signature");
  }
  try {
    const key = parseB64u(member.key, KEY_BYTES);
    await verifySignature(key, LABEL, encodeJson(fields), parseB64u(sig, SIG_BYTES));
  } catch (error) {
    throw error instanceof SignatureError ? new Untrusted("bad_signature") : error;
  }
  return member;
}

/** @param {Uint8Array} data @returns {Fields & {sig: string}} */
function read(data) {
  try {
    const fields = exactObject(parseJson(data), "by for kind sig v");
    constant(fields.kind, "vouch");
    constant(fields.v, 1);
    binary(fields.for);
    binary(fields.sig, SIG_BYTES);
    const [by, named, sig] = [hexId(fields.by), text(fields.for), text(fields.sig)];
    return { by, for: named, kind: "vouch", v: 1, sig };
  } catch (error) {
    throw error instanceof EncodingError ? new Untrusted("bad_key") : error;
  }
}
