/**
 * What staff write to each other in a case (SPEC 5, "Acts"): one table of kinds and their fields.
 *
 * Of an act the shape is known here and the words are not: which reasons there are says the server's
 * table of casework. No page of the reporters holds this module: they read and write none of it.
 */
import { BEFORE_TAKING, LEVELS, PLACES } from "../../generated/lists.js";
import { openFile } from "../age/file.js";
import { NoMatch } from "../age/header.js";
import { SHORT } from "../padding.js";
import { boolean, code, day, demand, exactObject, hexId, items, oneOf, text } from "../shapes.js";
import { caseSeeds, SHARED_KINDS } from "./bodies.js";

/** @typedef {(value: unknown) => unknown} Check */

const STAFF = ["staff"];

/** @type {Readonly<Record<string, Record<string, Check>>>} kind to fields, in ascending order */
const FIELDS = {
  note: { day, text },
  level: { day, from: level, reason: code, to: level },
  aside: { aside: boolean, day, reason: code },
  closing: { day, dispositions: codes, words: text },
  reopening: { day, reason: code },
  pause: { day, reason: code },
  release: { day, reason: code },
  settled: { day, reason: code, words: text },
  handover: {
    day,
    next: dayOrNone,
    place: (value) => oneOf(value, PLACES),
    rules_read: confirmed,
    situation: someText,
    to: hexId,
  },
  contacted: { agreed: boolean, day, outcome: code, via: code, words: text },
  exclusion: { day, members: accounts, named: boolean, unsure: boolean },
  agreement: { act: hexId, agrees: boolean, day },
};
// Pure calls, so that a bundle which reads no act holds nothing of this module.
export const ACTS = /* @__PURE__ */ Object.keys(FIELDS);

/**
 * Every kind of frame, for a reader on the staff.
 * @type {import("./bodies.js").Kinds}
 */
export const STAFF_KINDS = /* @__PURE__ */ allKinds();

function allKinds() {
  return { ...SHARED_KINDS, ...Object.fromEntries(ACTS.map((kind) => [kind, actOf(kind)])) };
}

/**
 * @param {string} kind
 * @returns {import("./bodies.js").Kind}
 */
function actOf(kind) {
  const fields = Object.entries(FIELDS[kind]);
  const names = Object.keys(FIELDS[kind]).join(" ");
  const seeds = BEFORE_TAKING.includes(kind) ? notesOrCase : notesSeeds;
  const body = (/** @type {unknown} */ value) => checkFields(value, names, fields);
  // All have the same lengths: which act it is the length does not tell.
  return { by: STAFF, body, lengths: SHORT, seeds };
}

/** @type {import("./bodies.js").Kind["seeds"]} */
function notesSeeds({ notes }, epoch) {
  const seed = notes.get(epoch);
  return [seed, seed];
}

/**
 * The row of an act does not say what it is sealed to: after the taking that is the notes identity,
 * before it the case.
 * @type {import("./bodies.js").Kind["seeds"]}
 */
async function notesOrCase(held, epoch, file) {
  const seed = held.notes.get(epoch);
  return seed && (await isFor(file, held.identityOf(seed)))
    ? [seed, seed]
    : caseSeeds(held, epoch, file);
}

/**
 * @param {Uint8Array} file
 * @param {import("../age/hybrid.js").Identity} identity
 * @returns {Promise<boolean>} whether it is sealed to this identity; of a damaged file too, so that
 *   whoever reads it says what is wrong with it
 */
async function isFor(file, identity) {
  const error = await openFile(file, identity).catch((reason) => reason);
  return !(error instanceof NoMatch);
}

/**
 * @param {unknown} value
 * @param {string} names in ascending order, joined by spaces
 * @param {[string, Check][]} fields
 */
function checkFields(value, names, fields) {
  const body = exactObject(value, names);
  for (const [name, check] of fields) {
    check(body[name]);
  }
}

/** @param {unknown} value */
function level(value) {
  oneOf(value, LEVELS);
}

/** @param {unknown} value */
function someText(value) {
  demand(text(value) !== "");
}

/** @param {unknown} value */
function dayOrNone(value) {
  return text(value) && day(value);
}

/** @param {unknown} value */
function confirmed(value) {
  demand(boolean(value));
}

/**
 * At least one code, each once.
 * @param {unknown} value
 */
function codes(value) {
  const found = items(value).map(code);
  demand(found.length > 0 && new Set(found).size === found.length);
}

/**
 * Account ids in ascending order, each once.
 * @param {unknown} value
 */
function accounts(value) {
  const ids = items(value).map(hexId);
  demand(ids.every((id, at) => at === 0 || ids[at - 1] < id));
}
