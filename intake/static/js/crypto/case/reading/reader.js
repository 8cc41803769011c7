/**
 * The reader of a case, which believes nothing but what it holds itself (SPEC 5).
 *
 * It refuses, with a reason, what the server or anybody else could have put there instead of what
 * was written.
 */

import { expandIdentity, wipeIdentity } from "../../age/hybrid.js";
import { wipe } from "../../bytes.js";
import { SignatureError } from "../../keys.js";
import { SHARED_KINDS } from "../bodies.js";
import { FrameError, MAX_PARENTS, verifyMac, verifyWriter } from "../frames.js";
import { fileHash, openFrame, requireRow, Untrusted } from "../objects.js";

/** @typedef {import("../frames.js").Frame} Frame */
/** @typedef {import("../objects.js").Row} Row */
/** @typedef {import("../bodies.js").Kinds} Kinds */

const SHARED = ["report", "contact", "message"]; // What the reporter and the staff both read.

/**
 * What one reader trusts about one case. `seeds` are the case seeds and `notes` the notes seeds by
 * epoch. `staff` are the verification keys of the staff whose word counts, by account id; null for a
 * reader who cannot know them, such as a reporter: the MAC alone then speaks for the staff.
 * `deskSeed` opens the summary. `author` is the author's verification key, 32 bytes, from the
 * receipt or a verified key file. `pinned` are the b64u SHA-256 that the key file names, by kind;
 * `tombstones` those of files known to be deleted. `kinds` are those this reader knows: a reporter,
 * who gives none, knows no act of the staff.
 * @typedef {{case: string, seeds: Map<number, Uint8Array>, staff: Map<string, Uint8Array> | null,
 *   notes?: Map<number, Uint8Array>, deskSeed?: Uint8Array, author: Uint8Array, kinds?: Kinds,
 *   pinned?: Record<string, string>, tombstones?: readonly string[]}} Trusted
 */
/**
 * A frame that was read, the b64u SHA-256 of its file, and who signed it.
 * @typedef {{hash: string, frame: Frame, signer: string}} Written
 */
/**
 * What reads one case.
 * @typedef {object} Reader
 * @property {string} case the case asked for, 32 hexadecimal digits
 * @property {Map<string, string>} signers who signed each object read: object id to account id,
 *   `author` or `staff`
 * @property {() => Written[]} written everything read so far, in the order of reading
 * @property {(row: Row, file: Uint8Array) => Promise<Frame>} read returns the frame of an object;
 *   throws Untrusted with the first reason that applies, in the order of SPEC 5
 * @property {(frame: Frame) => string[]} missingParents those neither read nor tombstones; to be
 *   asked when all rows are read
 * @property {() => string[]} newest what a new message comes after: b64u SHA-256, at most 8
 * @property {() => void} close overwrites the seeds; nothing can be read afterwards
 */

/**
 * Return a reader that has read nothing yet. It is a closure: nobody else reaches what it trusts,
 * and Chrome 80, which has no private fields, needs nothing in their place.
 * @param {Trusted} trusted
 * @returns {Reader}
 */
export function newReader(trusted) {
  const { seeds, notes = new Map(), pinned = {}, tombstones = [], kinds = SHARED_KINDS } = trusted;
  /** @type {Map<string, Frame>} */
  const held = new Map();
  const signers = new Map();
  /** @type {Map<Uint8Array, import("../../age/hybrid.js").Identity>} made once for each seed of the case */
  const identities = new Map();
  /** @param {Uint8Array} seed */
  const identityOf = (seed) => {
    const identity = identities.get(seed) ?? expandIdentity(seed);
    identities.set(seed, identity);
    return identity;
  };
  const written = () =>
    [...held].map(([hash, frame]) => ({ hash, frame, signer: signers.get(frame.id) }));
  return {
    case: trusted.case,
    signers,
    written,
    async read(row, file) {
      const mine = { seeds, notes, deskSeed: trusted.deskSeed, identityOf };
      const { identity, macSeed } = await seedsFor(row, file, kinds, mine);
      // The desk's seed is the caller's, and no copy of it stays here.
      const key = identity === macSeed ? identityOf(identity) : identity;
      const frame = await openFrame(file, key, row.kind, kinds);
      await requireMac(frame, macSeed);
      requireRow(frame, row, trusted.case);
      if (signers.has(frame.id)) {
        throw new Untrusted("repeated");
      }
      const signer = await signerOf(frame, trusted);
      const hash = await fileHash(file);
      if ((pinned[row.kind] ?? hash) !== hash) {
        throw new Untrusted("bad_hash");
      }
      signers.set(frame.id, signer);
      held.set(hash, frame);
      return frame;
    },
    missingParents: ({ after }) =>
      after.filter((hash) => !held.has(hash) && !tombstones.includes(hash)),
    newest: () => unfollowed(written(), SHARED).slice(-MAX_PARENTS),
    close() {
      wipe(...seeds.values(), ...notes.values());
      for (const identity of identities.values()) {
        wipeIdentity(identity);
      }
      identities.clear();
      seeds.clear();
      notes.clear();
    },
  };
}

/**
 * Return the files of some kinds that no other file of these kinds names, in the order of reading.
 * @param {Written[]} written
 * @param {readonly string[]} kinds
 * @returns {string[]} b64u SHA-256
 */
export function unfollowed(written, kinds) {
  const among = written.filter(({ frame }) => kinds.includes(frame.kind));
  const followed = among.flatMap(({ frame }) => frame.after);
  return among.map(({ hash }) => hash).filter((hash) => !followed.includes(hash));
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
 * @param {Row} row
 * @param {Uint8Array} file
 * @param {Kinds} kinds
 * @param {import("../bodies.js").Seeds} held
 */
async function seedsFor({ kind, epoch }, file, kinds, held) {
  if (!Object.keys(kinds).includes(kind)) {
    throw new Untrusted("bad_kind");
  }
  const [identity, macSeed] = await kinds[kind].seeds(held, epoch, file);
  if (!macSeed || !identity) {
    throw new Untrusted("wrong_identity");
  }
  return { identity, macSeed };
}

/**
 * @param {Frame} frame
 * @param {Trusted} trusted
 */
async function signerOf(frame, { staff, author }) {
  if (frame.by === "staff") {
    return staff ? signedByOneOf(frame, staff) : "staff";
  }
  return signedByOneOf(frame, new Map([["author", author]]));
}
