/** Opening a box in the browser: what cannot be opened is said, the rest is shown. */

import { utf8 } from "../crypto/bytes.js";
import { BOX, openKeyFile, verifyKeyFile } from "../crypto/case/keyfiles.js";
import { sealMessage } from "../crypto/case/messages.js";
import { Refused } from "../crypto/case/objects.js";
import { Reader } from "../crypto/case/reader.js";
import { b64u, encodeJson } from "../crypto/encoding.js";
import { verificationKey } from "../crypto/keys.js";
import { packParts } from "./wire.js";

/** @typedef {import("../crypto/case/frames.js").Frame} Frame */
/** @typedef {{id: string, kind: string, by: string, epoch: number, received_on: string}} Item */
/**
 * What is plainly known of the case (SPEC 9).
 * @typedef {{case: string, server_saw: boolean, active_on: string, promise: string,
 *   steps: string[], objects: Item[], openings: {day: string, role: string, purpose: string}[]}} Meta
 */
/** A message; without a text it could not be opened. */
/** @typedef {{by: string, day: string, text: string | null}} Message */

/**
 * @typedef {object} Opened
 * @property {Meta} meta
 * @property {Record<string, string | string[]>} answers
 * @property {Message[]} messages
 * @property {boolean} isUnreadable whether something that is no message could not be opened
 * @property {boolean} isMissing whether something is missing that others name
 * @property {(text: string) => Promise<Written>} seal makes a message ready to be posted
 */
/**
 * A sealed message: what is posted, and what to do once it arrived: the next one comes after it.
 * @typedef {{body: FormData, keep: () => Promise<unknown>}} Written
 */

/**
 * Open everything the server gave.
 * @param {Map<string, Uint8Array>} parts
 * @param {import("../crypto/case/receipts.js").ReporterKeys} keys
 * @returns {Promise<Opened>}
 * @throws {Refused} not even the key file opens
 */
export async function openBox(parts, keys) {
  /** @type {Meta} */
  const meta = JSON.parse(new TextDecoder().decode(parts.get("meta")));
  const author = await verificationKey(keys.authorSeed);
  const keyFile = await openKeyFile(given(parts, "key"), keys.reporterSeed, meta.case, BOX);
  await verifyKeyFile(keyFile, author); // Only who holds the receipt makes a box's key file.
  const { epochs, report, contact } = keyFile;
  const reader = new Reader({
    case: meta.case,
    seeds: epochs,
    author,
    staff: null, // A reporter cannot know their keys; whoever wrote held this case's seed.
    pinned: { report, contact },
  });
  /** @type {Opened} */
  const opened = {
    meta,
    answers: {},
    messages: [],
    isUnreadable: false,
    isMissing: false,
    seal: (text) => sealText(text, keyFile, keys, reader),
  };
  const frames = [];
  for (const item of meta.objects) {
    frames.push(await read(reader, item, parts, opened));
  }
  const kinds = meta.objects.map(({ kind }) => kind);
  opened.isMissing =
    !(kinds.includes("report") && kinds.includes("contact")) ||
    frames.some((frame) => frame && reader.missingParents(frame).length > 0);
  return opened;
}

/**
 * @param {Reader} reader
 * @param {Item} item
 * @param {Map<string, Uint8Array>} parts
 * @param {Opened} opened
 * @returns {Promise<Frame | null>}
 */
async function read(reader, item, parts, opened) {
  const { id, kind, by, epoch } = item;
  try {
    const row = { case: reader.case, id, kind, by, epoch };
    const frame = await reader.read(row, given(parts, id));
    if (kind === "message") {
      const text = String(frame.body.text);
      opened.messages.push({ by, day: String(frame.body.day), text });
    } else {
      // Spread, not assigned: an answer named `__proto__` is one like any other.
      opened.answers = { ...opened.answers, .../** @type {any} */ (frame.body.answers) };
    }
    return frame;
  } catch (error) {
    if (!(error instanceof Refused)) {
      throw error;
    }
    if (kind === "message") {
      opened.messages.push({ by, day: item.received_on, text: null });
    } else {
      opened.isUnreadable = true;
    }
    return null;
  }
}

/**
 * @param {Map<string, Uint8Array>} parts
 * @param {string} name
 * @returns {Uint8Array}
 * @throws {Refused} the server named it and did not send it
 */
function given(parts, name) {
  const file = parts.get(name);
  if (!file) {
    throw new Refused("missing_object");
  }
  return file;
}

/**
 * @param {string} text
 * @param {import("../crypto/case/keyfiles.js").KeyFile} keyFile
 * @param {import("../crypto/case/receipts.js").ReporterKeys} keys
 * @param {Reader} reader
 * @returns {Promise<Written>}
 */
async function sealText(text, keyFile, keys, reader) {
  const { row, file, sha256 } = await sealMessage(keyFile, keys.authorSeed, {
    by: "reporter",
    text: new TextDecoder().decode(utf8(text)),
    day: new Date().toISOString().slice(0, 10),
    after: reader.newest(),
  });
  const sent = { epoch: row.epoch, id: row.id, sha256, token: b64u(keys.token), v: 1 };
  const body = packParts(encodeJson(sent), { message: file });
  return { body, keep: () => reader.read(row, file) };
}
