/**
 * Whether openings stand in the published intake log (wire.md 4): rebuilt from what the reporter is
 * shown, so that an entry proves these words and no others. Nothing of it leaves the browser.
 */

import { concat, sha256, utf8 } from "../../crypto/bytes.js";
import { b64u, EncodingError, encodeJson } from "../../crypto/encoding.js";
import * as shapes from "../../crypto/shapes.js";
import { openCheckpoint } from "../../crypto/tlog/checkpoint.js";
import { leafHash } from "../../crypto/tlog/merkle.js";
import { MerkleError, verifyInclusion } from "../../crypto/tlog/merkleproof.js";
import { NoteError } from "../../crypto/tlog/note.js";

/** @typedef {import("./openings.js").Opening} Opening */
/** @typedef {import("../../crypto/tlog/checkpoint.js").LogKey} LogKey */
/** @typedef {{size: number, root: Uint8Array, hashes: Uint8Array[], ref: string}} Log */

const KEYS = "checkpoint hashes openings published_on ref v";
const ROW_KEYS = "index path salt seq t";
const LABEL = utf8("ti-log-detail/v1\0");
const DAY_MS = 86_400_000;
const DAYS = 2; // The day itself and that of the publication: then it must be there.

/**
 * What came of each opening: `proved`, `tomorrow` (too new to be published) or `absent`; and the day of
 * the log they were looked for in, the server's word, or nothing.
 * @typedef {{verdicts: string[], day: string}} Proved
 */

/**
 * Check every opening. What cannot be read proves nothing; only a browser that cannot work throws.
 * @param {LogKey} key
 * @param {Opening[]} openings
 * @param {Uint8Array} part `proofs` of the answer
 * @param {number} now Unix milliseconds
 * @returns {Promise<Proved>}
 */
export async function proveOpenings(key, openings, part, now) {
  const told = await orNothing(async () => {
    const value = shapes.exactObject(readJson(part), KEYS);
    shapes.constant(value.v, 1);
    return value;
  });
  const log = told && (await orNothing(() => readLog(key, told)));
  const rows = Array.isArray(told?.openings) ? told.openings : [];
  const taken = new Set();
  const verdicts = [];
  for (const [at, opening] of openings.entries()) {
    const row = rows[at] ?? null;
    const index = log && row !== null && (await orNothing(() => prove(log, opening, row)));
    const isProved = typeof index === "number" && !taken.has(index); // Each by an entry of its own.
    taken.add(index);
    const isLate = row !== null || !isNew(opening.day, now);
    verdicts.push(isProved ? "proved" : isLate ? "absent" : "tomorrow");
  }
  const day = told?.published_on;
  return { verdicts, day: typeof day === "string" && shapes.isDay(day) ? day : "" };
}

/**
 * @param {LogKey} key
 * @param {Record<string, unknown>} told
 * @returns {Promise<Log>}
 */
async function readLog(key, { checkpoint, hashes, ref }) {
  const head = await openCheckpoint(shapes.text(checkpoint), key);
  const read = shapes.texts(hashes).map((each) => shapes.binary(each));
  return { ...head, hashes: read, ref: shapes.hexId(ref) };
}

/**
 * @param {Log} log
 * @param {Opening} opening
 * @param {unknown} row
 * @returns {Promise<number>} index of the entry that tells of it
 */
async function prove({ size, root, hashes, ref }, { day, purpose, role }, row) {
  const { index, path, salt, seq, t } = shapes.exactObject(row, ROW_KEYS);
  const detail = { case_seq: shapes.integer(seq), day, log_ref: ref, purpose, role };
  const hidden = await sha256(concat(LABEL, shapes.binary(salt), encodeJson(detail)));
  const leaf = { c: b64u(hidden), e: "case.opened", t: shapes.integer(t), v: 1 };
  const way = shapes.items(path).map((each) => {
    shapes.demand(shapes.integer(each) < hashes.length);
    return hashes[Number(each)];
  });
  const hashed = await leafHash(encodeJson(leaf));
  await verifyInclusion(shapes.integer(index), size, hashed, root, way);
  return Number(index);
}

/**
 * @param {string} day of an opening, UTC
 * @param {number} now
 */
function isNew(day, now) {
  return shapes.isDay(day) && now < Date.parse(day) + DAYS * DAY_MS;
}

/** @param {Uint8Array} part JSON, and spaces @returns {unknown} */
function readJson(part) {
  try {
    return JSON.parse(new TextDecoder().decode(part));
  } catch {
    throw new EncodingError("not JSON");
  }
}

/**
 * @template T
 * @param {() => Promise<T>} read
 * @returns {Promise<T | null>} null for what proves nothing
 */
async function orNothing(read) {
  try {
    return await read();
  } catch (error) {
    if ([EncodingError, NoteError, MerkleError].some((kind) => error instanceof kind)) {
      return null;
    }
    throw error;
  }
}
