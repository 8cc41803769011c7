/**
 * The reader of a case, which believes nothing but what it holds itself (SPEC 5).
 *
 * It refuses, with a reason, what the server or anybody else could have put there instead of what
 * was written.
 */

import { wipe } from "../bytes.js";
import { SignatureError } from "../keys.js";
import { FRAME_KINDS } from "./bodies.js";
import { FrameError, MAX_PARENTS, verifyMac, verifyWriter } from "./frames.js";
import { fileHash, openFrame, requireRow, Untrusted } from "./objects.js";

/** @typedef {import("./frames.js").Frame} Frame */
/** @typedef {import("./objects.js").Row} Row */

const SHARED = ["report", "contact", "message"]; // What the reporter and the staff both read.

/** What one reader trusts about one case. */
export class Reader {
  /**
   * `seeds` are the case seeds and `notes` the notes seeds by epoch. `staff` are the verification
   * keys of the staff whose word counts, by account id; null for a reader who cannot know them, such
   * as a reporter: the MAC alone then speaks for the staff. `deskSeed` opens the summary. `author`
   * is the author's verification key, 32 bytes, from the receipt or a verified key file. `pinned`
   * are the b64u SHA-256 that the key file names, by kind; `tombstones` those of files known to be
   * deleted.
   * @param {{case: string, seeds: Map<number, Uint8Array>, staff: Map<string, Uint8Array> | null,
   *   notes?: Map<number, Uint8Array>, deskSeed?: Uint8Array, author: Uint8Array,
   *   pinned?: Record<string, string>, tombstones?: Iterable<string>}} trusted
   */
  constructor(trusted) {
    this.case = trusted.case;
    this.seeds = trusted.seeds;
    this.notes = trusted.notes ?? new Map();
    this.deskSeed = trusted.deskSeed;
    this.author = trusted.author;
    this.staff = trusted.staff;
    this.pinned = trusted.pinned ?? {};
    this.tombstones = new Set(trusted.tombstones);
    /** @type {Map<string, Frame>} frames read so far by the b64u SHA-256 of their files */
    this.held = new Map();
    /** @type {Map<string, string>} object id to account id, `author` or `staff` */
    this.signers = new Map();
  }

  /**
   * Return the frame of an object.
   * @param {Row} row
   * @param {Uint8Array} file
   * @returns {Promise<Frame>}
   * @throws {Untrusted} with the first reason that applies, in the order of SPEC 5
   */
  async read(row, file) {
    const { identity, macSeed } = seedsFor(this, row);
    const frame = await openFrame(file, identity, row.kind);
    await requireMac(frame, macSeed);
    requireRow(frame, row, this.case);
    if (this.signers.has(frame.id)) {
      throw new Untrusted("repeated");
    }
    const signer = await signerOf(this, frame);
    const hash = await fileHash(file);
    if ((this.pinned[row.kind] ?? hash) !== hash) {
      throw new Untrusted("bad_hash");
    }
    this.signers.set(frame.id, signer);
    this.held.set(hash, frame);
    return frame;
  }

  /**
   * Return the parents that are neither held nor tombstones; ask when all rows are read.
   * @param {Frame} frame
   * @returns {string[]}
   */
  missingParents(frame) {
    return frame.after.filter((hash) => !this.held.has(hash) && !this.tombstones.has(hash));
  }

  /**
   * Return what a new message comes after: files that no message read so far comes after. Only
   * files that both sides can read count; of more than 8 the last read are named.
   * @returns {string[]} b64u SHA-256
   */
  newest() {
    const shared = [...this.held].filter(([, { kind }]) => SHARED.includes(kind));
    const followed = new Set(shared.flatMap(([, { after }]) => after));
    return shared
      .map(([hash]) => hash)
      .filter((hash) => !followed.has(hash))
      .slice(-MAX_PARENTS);
  }

  /** Overwrite the seeds; nothing can be read afterwards. */
  close() {
    wipe(...this.seeds.values(), ...this.notes.values());
    this.seeds = new Map();
    this.notes = new Map();
  }
}

/**
 * @param {Frame} frame
 * @param {Map<string, Uint8Array>} keys
 */
async function signedByOneOf(frame, keys) {
  for (const [name, key] of keys) {
    const error = await verifyWriter(frame, key).catch((reason) => reason);
    if (!error) {
      return name;
    }
    if (!(error instanceof SignatureError)) {
      throw error;
    }
  }
  throw new Untrusted("bad_signature");
}

/**
 * @param {Frame} frame
 * @param {Uint8Array} macSeed
 */
async function requireMac(frame, macSeed) {
  try {
    await verifyMac(frame, macSeed);
  } catch (error) {
    throw error instanceof FrameError ? new Untrusted("bad_mac") : error;
  }
}

/**
 * Return the identity a row is sealed to and the seed its MAC is made with.
 * @param {Reader} reader
 * @param {Row} row
 */
function seedsFor(reader, row) {
  if (!FRAME_KINDS.includes(row.kind)) {
    throw new Untrusted("bad_kind");
  }
  const macSeed = (row.kind === "note" ? reader.notes : reader.seeds).get(row.epoch);
  const identity = row.kind === "summary" ? reader.deskSeed : macSeed;
  if (!macSeed || !identity) {
    throw new Untrusted("wrong_identity");
  }
  return { identity, macSeed };
}

/**
 * @param {Reader} reader
 * @param {Frame} frame
 */
async function signerOf(reader, frame) {
  if (frame.by === "staff") {
    return reader.staff === null ? "staff" : signedByOneOf(frame, reader.staff);
  }
  return signedByOneOf(frame, new Map([["author", reader.author]]));
}
