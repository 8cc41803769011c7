/**
 * Signed notes (C2SP signed-note, v1.0.0): text, a blank line, lines of Ed25519 signatures.
 *
 * A signature line is `— name base64(key id ‖ signature)`; the key id is the first four bytes of
 * SHA-256(name ‖ 0x0a ‖ 0x01 ‖ public key). Nothing in a note is to be believed before its
 * signatures have been.
 */
import { concat, isEqual, sha256, utf8 } from "../bytes.js";
import * as ed25519 from "../ed25519.js";
import { b64, EncodingError, parseB64 } from "../encoding.js";

const TYPE = 0x01; // Ed25519 over the text.
const KEY_ID_BYTES = 4;
const MAX_NOTE_BYTES = 1_000_000;
const MAX_SIGNATURES = 100; // The specification wants at least 16.
const LINE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/;

/** A note is malformed, or no signature by the wanted key holds. */
export class NoteError extends Error {}

/**
 * One signature line, unverified; `keyId` has 4 bytes.
 * @typedef {{name: string, keyId: Uint8Array, signature: Uint8Array}} NoteSignature
 */

/**
 * A note taken apart, unverified; the text ends with a line feed.
 * @typedef {{text: string, signatures: NoteSignature[]}} Note
 */

/**
 * Return the note of a text, signed.
 * @param {string} text ends with a line feed
 * @param {string} name of the signer, without spaces and plus
 * @param {Uint8Array} seed Ed25519 seed, 32 bytes
 * @returns {Promise<string>}
 * @throws {NoteError} the text or the name makes no note
 */
export function signNote(text, name, seed) {
  return addSignature(`${text}\n`, text, name, seed);
}

/**
 * Return a note with the signature of one more signer at its end.
 * @param {string} note
 * @param {string} name
 * @param {Uint8Array} seed Ed25519 seed, 32 bytes
 * @returns {Promise<string>}
 * @throws {NoteError} it was no note
 */
export function cosignNote(note, name, seed) {
  return addSignature(note, parseNote(note).text, name, seed);
}

/**
 * Take a note apart without verifying anything.
 * @param {string} note
 * @returns {Note}
 * @throws {NoteError} it does not have the form of a signed note
 */
export function parseNote(note) {
  const split = note.lastIndexOf("\n\n") + 1;
  if (
    split === 0 ||
    utf8(note).length > MAX_NOTE_BYTES ||
    !note.endsWith("\n") ||
    hasControls(note)
  ) {
    throw new NoteError("not a signed note");
  }
  const lines = note.slice(split + 1, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) {
    throw new NoteError("too many signatures");
  }
  return { text: note.slice(0, split), signatures: lines.map(parseSignature) };
}

/**
 * Return the text of a note if this key signed it.
 * @param {string} note
 * @param {string} name of the signer
 * @param {Uint8Array} key Ed25519 public key, 32 bytes
 * @returns {Promise<string>}
 * @throws {NoteError} malformed, not signed by this key, or a signature by it does not hold
 */
export async function openNote(note, name, key) {
  const { text, signatures } = parseNote(note);
  const keyId = await keyIdOf(name, key);
  const own = signatures.filter((each) => each.name === name && isEqual(each.keyId, keyId));
  if (!own.length) {
    throw new NoteError("not signed by the wanted key");
  }
  for (const { signature } of own) {
    await verifyNoteSignature(key, text, signature);
  }
  return text;
}

/**
 * @param {string} start note or text with the blank line
 * @param {string} text
 * @param {string} name
 * @param {Uint8Array} seed
 */
async function addSignature(start, text, name, seed) {
  const keyId = await keyIdOf(name, await ed25519.publicKey(seed));
  const signature = await ed25519.sign(seed, utf8(text));
  const note = `${start}— ${name} ${padded(concat(keyId, signature))}\n`;
  parseNote(note);
  return note;
}

/**
 * Return the bytes that point to a key in a signature line.
 * @param {string} name
 * @param {Uint8Array} key Ed25519 public key, 32 bytes
 * @returns {Promise<Uint8Array>} 4 bytes
 */
export async function keyIdOf(name, key) {
  const material = concat(utf8(`${name}\n`), Uint8Array.of(TYPE), key);
  return (await sha256(material)).slice(0, KEY_ID_BYTES);
}

/**
 * Verify one signature of a note.
 * @param {Uint8Array} key Ed25519 public key, 32 bytes
 * @param {string} text of the note
 * @param {Uint8Array} signature
 * @throws {NoteError} it does not hold
 */
export async function verifyNoteSignature(key, text, signature) {
  try {
    await ed25519.verify(key, utf8(text), signature);
  } catch (error) {
    const wrong = error instanceof ed25519.SignatureError;
    throw wrong ? new NoteError("signature does not hold") : error;
  }
}

/** @param {string} line @returns {NoteSignature} */
function parseSignature(line) {
  const [, name, base64] = LINE.exec(line) ?? [];
  const text = (base64 ?? "").replace(/=+$/, "");
  try {
    const data = parseB64(text, Math.floor((text.length * 3) / 4));
    if (data.length > KEY_ID_BYTES && padded(data) === base64) {
      return { name, keyId: data.slice(0, KEY_ID_BYTES), signature: data.slice(KEY_ID_BYTES) };
    }
  } catch (error) {
    if (!(error instanceof EncodingError)) {
      throw error;
    }
  }
  throw new NoteError("malformed signature line");
}

/** @param {Uint8Array} data */
function padded(data) {
  const text = b64(data);
  return text + "=".repeat(-text.length & 3);
}

/**
 * Say whether a text holds control characters or lone surrogates.
 * @param {string} text
 */
function hasControls(text) {
  return Array.from(text).some((character) => {
    const code = character.codePointAt(0) ?? 0;
    return (code < 0x20 && code !== 0x0a) || (code >= 0xd800 && code <= 0xdfff);
  });
}
