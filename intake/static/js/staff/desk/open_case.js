/**
 * Opening a case: nothing is believed but what verifies (DESIGN, "A case"; SPEC 4 to 6).
 *
 * Key file, report and contact must be right or the case stays shut.
 */
import { wipe } from "../../crypto/bytes.js";
import { ACTS } from "../../crypto/case/act_bodies.js";
import { foldActs } from "../../crypto/case/acts/standing.js";
import { accountHolder, deskHolder } from "../../crypto/case/keyfiles.js";
import { Untrusted } from "../../crypto/case/objects.js";
import { openAsAccount, openAsDesk } from "../../crypto/case/trusted.js";
import { openDeskKeyFile } from "../../crypto/roster/deskkeys.js";
import { orReason, readThread } from "./open_thread.js";

/** @typedef {import("../../crypto/case/frames.js").Frame} Frame */
/** @typedef {import("../../crypto/case/keyfiles.js").KeyFile} KeyFile */
/** @typedef {import("../../crypto/roster/rosterchain.js").Walk} Walk */
/** @typedef {import("../session/session.js").Unlocked} Unlocked */
/** @typedef {import("../staff_api.js").Parts} Parts */
/** @typedef {import("./open_thread.js").ObjectRow} ObjectRow */
/** @typedef {import("./open_thread.js").ThreadItem} ThreadItem */
/**
 * @typedef {object} OpenedCase
 * @property {any} meta what the server says of the case
 * @property {KeyFile} keyFile
 * @property {Frame} report
 * @property {Frame} contact
 * @property {Record<string, unknown> | null} summary its body; null without a key of the desk
 * @property {string} summaryRefused reason, or empty
 * @property {ThreadItem[]} thread messages
 * @property {ThreadItem[]} acts of the staff, but for those kept for the holders of the notes
 * @property {number} kept how many of those there are
 * @property {import("../../crypto/case/acts/effects.js").Standing} standing what all of it comes to
 * @property {import("../../crypto/case/trusted.js").TrustedCase} trusted that has read all this
 */

/**
 * Open everything an opening released.
 * @param {Parts} released
 * @param {string} caseId the case that was asked for
 * @param {Unlocked} unlocked
 * @param {Walk} walk
 * @returns {Promise<OpenedCase>}
 * @throws {Untrusted}
 */
export async function openCase({ meta, parts }, caseId, unlocked, walk) {
  const seeds = await openDesk(meta, parts, unlocked, walk);
  try {
    return await openWith(seeds.get(meta.desk_epoch), { meta, parts }, caseId, unlocked, walk);
  } finally {
    wipe(...seeds.values());
  }
}

/**
 * Open what is given before it was decided whom a case is kept from; params and throws as above.
 * @param {Parts} released
 * @param {string} caseId
 * @param {Unlocked} unlocked
 * @param {Walk} walk
 */
export async function openFirst({ meta, parts }, caseId, unlocked, walk) {
  const seeds = await openDesk(meta, parts, unlocked, walk);
  try {
    const desk = seeds.get(meta.desk_epoch);
    const trusted = await passDoor(desk, { meta, parts }, caseId, unlocked, walk);
    const read = (/** @type {ObjectRow} */ row) =>
      trusted.read({ ...row, case: caseId }, part(parts, row.id));
    const contact = await read(only(meta.objects, "contact"));
    const acts = meta.objects.filter((/** @type {ObjectRow} */ { kind }) => ACTS.includes(kind));
    await readThread(acts, parts, trusted, read);
    return { trusted, contact };
  } finally {
    wipe(...seeds.values());
  }
}

/**
 * @param {Uint8Array | undefined} desk its seed, when the case opens with the desk's key
 * @param {Parts} released
 * @param {string} caseId
 * @param {Unlocked} unlocked
 * @param {Walk} walk
 * @returns {Promise<OpenedCase>}
 */
async function openWith(desk, { meta, parts }, caseId, unlocked, walk) {
  const trusted = await passDoor(desk, { meta, parts }, caseId, unlocked, walk);
  const read = (/** @type {ObjectRow} */ row) =>
    trusted.read({ ...row, case: caseId }, part(parts, row.id));
  const opened = {
    report: await read(only(meta.objects, "report")),
    contact: await read(only(meta.objects, "contact")),
  };
  const written = [...ACTS, "message"];
  const rows = meta.objects.filter((/** @type {ObjectRow} */ { kind }) => written.includes(kind));
  const items = await readThread(rows, parts, trusted, read);
  const summary = await readSummary(meta.objects, desk, read);
  const { keyFile } = trusted;
  return { meta, keyFile, trusted, ...opened, ...summary, ...sorted(items, trusted) };
}

/**
 * Tell messages from acts; who opens a taken case with the desk's key is not meant to read what its
 * holders write to each other, and that is no finding.
 * @param {ThreadItem[]} items in the order of the case: what an act comes to depends on it
 * @param {import("../../crypto/case/trusted.js").TrustedCase} trusted that has read them
 */
function sorted(items, trusted) {
  const acts = items.filter(({ row }) => row.kind !== "message");
  const isKept = (/** @type {ThreadItem} */ { refused }) =>
    refused === "wrong_identity" && !trusted.keyFile.notes.size;
  return {
    thread: items.filter(({ row }) => row.kind === "message"),
    acts: acts.filter((act) => !isKept(act)),
    kept: acts.filter(isKept).length,
    standing: foldActs(trusted.written()),
  };
}

/**
 * @param {Uint8Array | undefined} deskSeed
 * @param {Parts} released
 * @param {string} caseId
 * @param {Unlocked} unlocked
 * @param {Walk} walk
 */
function passDoor(deskSeed, { meta, parts }, caseId, { account, keys }, walk) {
  const [file, staff] = [part(parts, "key"), walk.staffKeys()];
  if (!deskSeed) {
    return openAsAccount(file, { account, identitySeed: keys.identitySeed }, caseId, staff);
  }
  const own = { desk: walk.newest.desk, epoch: meta.desk_epoch, deskSeed };
  return openAsDesk(file, own, caseId, staff);
}

/**
 * Return the desk's seeds by epoch, this case's among them; none when it opens with the account's own
 * key.
 * @param {any} meta
 * @param {Map<string, Uint8Array>} parts
 * @param {Unlocked} unlocked
 * @param {Walk} walk
 * @returns {Promise<Map<number, Uint8Array>>}
 */
async function openDesk(meta, parts, unlocked, walk) {
  if (meta.holder === accountHolder(unlocked.account)) {
    return new Map();
  }
  if (meta.holder !== deskHolder(walk.newest.desk, meta.desk_epoch)) {
    throw new Untrusted("bad_holder");
  }
  const file = part(parts, "desk_key");
  const { epochs } = await openDeskKeyFile(
    file,
    unlocked.keys.identitySeed,
    unlocked.account,
    walk,
  );
  if (!epochs.has(meta.desk_epoch)) {
    wipe(...epochs.values());
    throw new Untrusted("wrong_identity");
  }
  return epochs;
}

/**
 * @param {ObjectRow[]} objects
 * @param {Uint8Array | undefined} desk
 * @param {(row: ObjectRow) => Promise<Frame>} read
 */
async function readSummary(objects, desk, read) {
  if (!desk) {
    return { summary: null, summaryRefused: "" };
  }
  const outcome = await read(only(objects, "summary")).then(
    (frame) => ({ frame, refused: "" }),
    orReason,
  );
  return { summary: outcome.frame?.body ?? null, summaryRefused: outcome.refused };
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

/**
 * @param {Map<string, Uint8Array>} parts
 * @param {string} name
 * @returns {Uint8Array}
 */
function part(parts, name) {
  const file = parts.get(name);
  if (!file) {
    throw new Untrusted("missing_object");
  }
  return file;
}
