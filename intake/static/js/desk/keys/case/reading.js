/**
 * Reading what an opening released. Report and contact must be right or the case stays shut; anything
 * else that does not verify is one marked line, or whoever stores it could shut a case with a bad row.
 */

import { ACTS } from "../../../crypto/case/act_bodies.js";
import { Untrusted } from "../../../crypto/case/objects.js";
import { partOf } from "./door.js";

/** @typedef {import("../../../crypto/case/frames.js").Frame} Frame */
/** @typedef {import("../../../crypto/case/reading/trusted.js").TrustedCase} TrustedCase */
/** What the server says of an object.
 * @typedef {{id: string, kind: string, by: string, epoch: number, received_on: string}} ObjectRow */
/**
 * One message or act: its frame, or the reason why there is none.
 * @typedef {object} Item
 * @property {ObjectRow} row
 * @property {number} position in the case, by the server's word
 * @property {Frame | null} frame
 * @property {string} signer account id, `author`, or empty
 * @property {string} refused reason, or empty
 * @property {boolean} kept an act that only those read who hold the notes of the case
 * @property {boolean} missing something that it comes after is not here
 */
/** @typedef {{report: Frame | null, contact: Frame, summary: Record<string, unknown> | null,
 *   summaryRefused: string, items: Item[]}} Contents */

const FIRST = ["report", "contact", "summary"];

/**
 * Read everything. Until it is decided whom the case is kept from, the report is not there yet.
 * @param {import("../../../staff/staff_api.js").Parts} released
 * @param {TrustedCase} trusted
 * @returns {Promise<Contents>}
 * @throws {Untrusted} of report and contact
 */
export async function readAll({ meta, parts }, trusted) {
  /** @type {ObjectRow[]} */
  const rows = meta.objects;
  const read = (/** @type {ObjectRow} */ row) =>
    trusted.read({ ...row, case: trusted.case }, partOf(parts, row.id));
  const report = meta.whole === false ? null : await read(only(rows, "report"));
  const contact = await read(only(rows, "contact"));
  const items = [];
  for (const [position, row] of rows.entries()) {
    if (!FIRST.includes(row.kind)) {
      items.push(await readItem(row, position, trusted, read));
    }
  }
  markMissing(items, trusted);
  return { report, contact, items, ...(await readSummary(meta, trusted, read)) };
}

/**
 * Tell of each item whether something it comes after is not here; once all are read.
 * @param {Item[]} items
 * @param {TrustedCase} trusted
 */
export function markMissing(items, trusted) {
  const kept = items.some((item) => item.kept); // Those may be what another act comes after.
  for (const item of items) {
    const isAct = ACTS.includes(item.row.kind);
    const missing = Boolean(item.frame && trusted.missingParents(item.frame).length);
    item.missing = missing && !(kept && isAct);
  }
}

/**
 * @param {ObjectRow} row
 * @param {number} position
 * @param {TrustedCase} trusted
 * @param {(row: ObjectRow) => Promise<Frame>} read
 * @returns {Promise<Item>}
 */
export async function readItem(row, position, trusted, read) {
  const { frame, refused } = await outcomeOf(() => read(row));
  const signer = (frame && trusted.signers.get(row.id)) || "";
  const isKept = !trusted.keyFile.notes.size && ACTS.includes(row.kind);
  const kept = isKept && refused === "wrong_identity";
  return { row, position, frame, signer, kept, refused: kept ? "" : refused, missing: false };
}

/**
 * @param {any} meta
 * @param {TrustedCase} trusted
 * @param {(row: ObjectRow) => Promise<Frame>} read
 */
async function readSummary({ holder, whole, objects }, { keyFile }, read) {
  if (whole === false || !holder.startsWith("desk:") || holder !== keyFile.holder) {
    return { summary: null, summaryRefused: "" };
  }
  const { frame, refused } = await outcomeOf(() => read(only(objects, "summary")));
  return { summary: frame?.body ?? null, summaryRefused: refused };
}

/**
 * Turn a refusal into a value.
 * @param {() => Promise<Frame>} read
 * @returns {Promise<{frame: Frame | null, refused: string}>}
 */
async function outcomeOf(read) {
  try {
    return { frame: await read(), refused: "" };
  } catch (error) {
    if (error instanceof Untrusted) {
      return { frame: null, refused: error.reason };
    }
    throw error;
  }
}

/**
 * @param {ObjectRow[]} objects
 * @param {string} kind
 * @returns {ObjectRow}
 */
function only(objects, kind) {
  const found = objects.filter((row) => row.kind === kind);
  if (found.length !== 1) {
    throw new Untrusted(found.length ? "repeated" : "missing_object");
  }
  return found[0];
}
