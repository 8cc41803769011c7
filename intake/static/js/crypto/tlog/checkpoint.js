/**
 * Checkpoints: the signed head of a log (C2SP tlog-checkpoint, v1.0.0), exactly three lines.
 *
 * The key is a verifier key, `name+hex(key id)+base64(type ‖ public key)`; its name is the log's origin.
 */
import { hex, parseB64 } from "../encoding.js";
import { keyIdOf, NoteError, openNote } from "./note.js";

const ED25519 = 1;
const KEY_BYTES = 32;
const VKEY = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/;
const TEXT = /^([^\n]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43})=\n$/;

/**
 * A log's key: `id` has 8 hexadecimal digits and is that of name and key.
 * @typedef {{name: string, id: string, key: Uint8Array}} LogKey
 */

/**
 * @param {string} vkey
 * @returns {Promise<LogKey>}
 * @throws {NoteError | import("../encoding.js").EncodingError} not a log's verifier key, or its id is another's
 */
export async function parseVkey(vkey) {
  const [, name, id, material = ""] = VKEY.exec(vkey) ?? [];
  const [type, ...key] = parseB64(material, 1 + KEY_BYTES);
  const found = { name, id, key: Uint8Array.from(key) };
  if (type !== ED25519 || hex(await keyIdOf(name, found.key)) !== id) {
    throw new NoteError("not the verifier key of a log");
  }
  return found;
}

/**
 * Return size and root of a checkpoint that the log's key signed.
 * @param {string} note
 * @param {LogKey} key
 * @returns {Promise<{size: number, root: Uint8Array}>}
 * @throws {NoteError | import("../encoding.js").EncodingError} malformed, another log's, or not signed by this key
 */
export async function openCheckpoint(note, { name, key }) {
  const [, origin, size, root = ""] = TEXT.exec(await openNote(note, name, key)) ?? [];
  if (origin !== name) {
    throw new NoteError("not a checkpoint of this log");
  }
  return { size: Number(size), root: parseB64(root, KEY_BYTES) };
}
