/** Opening a box in the browser: what cannot be opened is said, the rest is shown. */

import { wellFormed } from "../../crypto/bytes.js";
import { Untrusted } from "../../crypto/case/objects.js";
import { openAsReporter } from "../../crypto/case/reading/trusted.js";
import { sealMessage } from "../../crypto/case/sealing/messages.js";
import { b64u, encodeJson } from "../../crypto/encoding.js";
import { dayOfMoment } from "../../form/moments.js";
import { LEVELS } from "../../generated/lists.js";
import { packParts } from "../wire.js";

/** @typedef {import("../../crypto/case/frames.js").Frame} Frame */
/** @typedef {import("../../crypto/case/reading/trusted.js").TrustedCase} TrustedCase */
/** @typedef {{id: string, kind: string, by: string, epoch: number, received_on: string}} Item */
/**
 * What is plainly known of the case (SPEC 9).
 * @typedef {{case: string, server_saw: boolean, active_on: string, promise: string, reads: string,
 *   readers: boolean, steps: string[], objects: Item[], openings: {day: string, role: string, purpose: string}[]}} Meta
 */
/**
 * A message; without a text it could not be opened. `happened` are answers about something new.
 * @typedef {{by: string, day: string, text: string | null,
 *   happened?: Record<string, any> | null}} Message
 */
/** @typedef {ReturnType<typeof import("../../form/incidents.js").judgeIncident>} Judged */

/**
 * @typedef {object} Opened
 * @property {Meta} meta
 * @property {Record<string, string | string[]>} answers
 * @property {string} sent day on which the report was sealed
 * @property {Message[]} messages
 * @property {boolean} isUnreadable whether something that is no message could not be opened
 * @property {boolean} isMissing whether something is missing that others name
 * @property {(text: string, incident?: Judged | null) => Promise<Written>} seal makes a message ready
 *   to be posted, perhaps with something new that happened
 */
/**
 * A sealed message: what is posted, and what to do once it arrived: the next one comes after it.
 * @typedef {{body: FormData, keep: () => Promise<unknown>}} Written
 */

const NONE = new Uint8Array(); // In the place of a file that was named and did not come.

/**
 * Open everything the server gave.
 * @param {{meta: Meta, parts: Map<string, Uint8Array>}} box
 * @param {import("../../crypto/case/receipts.js").ReporterKeys} keys
 * @returns {Promise<Opened>}
 * @throws {Untrusted} not even the key file opens; `wrong_identity`: there is no such box (SPEC 9)
 */
export async function openBox({ meta, parts }, keys) {
  const trusted = await openAsReporter(parts.get("key") ?? NONE, keys, meta.case);
  /** @type {Opened} */
  const opened = {
    meta,
    answers: {},
    sent: "",
    messages: [],
    isUnreadable: false,
    isMissing: false,
    seal: (text, incident) => sealWords({ text, incident }, keys, trusted),
  };
  const frames = [];
  for (const item of meta.objects) {
    frames.push(await read(trusted, item, parts, opened));
  }
  const kinds = meta.objects.map(({ kind }) => kind);
  opened.isMissing =
    !(kinds.includes("report") && kinds.includes("contact")) ||
    frames.some((frame) => frame && trusted.missingParents(frame).length > 0);
  return opened;
}

/**
 * @param {TrustedCase} trusted
 * @param {Item} item
 * @param {Map<string, Uint8Array>} parts
 * @param {Opened} opened
 * @returns {Promise<Frame | null>}
 */
async function read(trusted, item, parts, opened) {
  const { kind, by, received_on } = item;
  try {
    const row = { ...item, case: trusted.case };
    const frame = await trusted.read(row, parts.get(item.id) ?? NONE);
    if (kind === "message") {
      const { day, text, incident } = /** @type {any} */ (frame.body);
      const happened = by === "staff" ? null : incident?.answers;
      opened.messages.push({ by, day, text, happened });
    } else {
      // Spread, not assigned: an answer named `__proto__` is one like any other.
      const { at } = frame.body;
      opened.sent = at === undefined ? opened.sent : dayOfMoment("today", Number(at));
      opened.answers = { ...opened.answers, .../** @type {any} */ (frame.body.answers) };
    }
    return frame;
  } catch (error) {
    if (!(error instanceof Untrusted)) {
      throw error;
    }
    if (kind === "message") {
      opened.messages.push({ by, day: received_on, text: null });
    } else {
      opened.isUnreadable = true;
    }
    return null;
  }
}

/**
 * @param {{text: string, incident?: Judged | null}} words
 * @param {import("../../crypto/case/receipts.js").ReporterKeys} keys
 * @param {TrustedCase} trusted
 * @returns {Promise<Written>}
 */
async function sealWords({ text, incident }, keys, trusted) {
  const { row, file, sha256 } = await sealMessage(trusted.keyFile, keys.authorSeed, {
    by: "reporter",
    text: wellFormed(text),
    day: new Date().toISOString().slice(0, 10),
    after: trusted.newest(),
    incident: incident ?? undefined,
  });
  const level = incident?.level ?? LEVELS[LEVELS.length - 1]; // A claim; the lowest claims nothing.
  const sent = { epoch: row.epoch, id: row.id, level, sha256, token: b64u(keys.token), v: 1 };
  const body = packParts(encodeJson(sent), { message: file });
  return { body, keep: () => trusted.read(row, file) };
}
