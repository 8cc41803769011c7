/** What a frame of each kind that the reporter reads or writes carries (SPEC 5, "Bodies"). */
import { LEVELS } from "../../generated/lists.js";
import { REPORT, SHORT, SUMMARY } from "../padding.js";
import {
  anyObject,
  boolean,
  day,
  demand,
  exactObject,
  integer,
  oneOf,
  text,
  texts,
} from "../shapes.js";

/**
 * What one reader holds of a case: case seeds and notes seeds by epoch, the seed of the desk, and
 * the expanded identity of a seed of the case.
 * @typedef {{seeds: Map<number, Uint8Array>, notes: Map<number, Uint8Array>, deskSeed?: Uint8Array,
 *   identityOf: (seed: Uint8Array) => import("../age/hybrid.js").Identity}} Seeds
 */
/** @typedef {[Uint8Array | undefined, Uint8Array | undefined]} Pair identity, and seed of the MAC */
/**
 * A kind of frame: who may write it, the check of its body, its padded lengths, and with which of the
 * seeds held a file of an epoch is opened.
 * @typedef {{by: string[], body: (value: unknown) => unknown,
 *   lengths: import("../padding.js").Lengths,
 *   seeds: (held: Seeds, epoch: number, file: Uint8Array) => Pair | Promise<Pair>}} Kind
 */
/** @typedef {Readonly<Record<string, Kind>>} Kinds */

export const MAX_DATES = 8; // Of a summary, whose length is fixed.
const HOUR = 3600; // Seconds; a finer time would tell the server's neighbours apart by their reports.
const REPORTER = ["reporter", "helper"]; // Both write with the author key of the receipt.

/** @type {Kinds} */
export const SHARED_KINDS = {
  summary: { by: REPORTER, body: summary, lengths: SUMMARY, seeds: summarySeeds },
  report: { by: REPORTER, body: report, lengths: REPORT, seeds: caseSeeds },
  contact: { by: REPORTER, body: contact, lengths: SHORT, seeds: caseSeeds },
  message: { by: [...REPORTER, "staff"], body: message, lengths: SHORT, seeds: caseSeeds },
};

/** @type {Kind["seeds"]} */
export function caseSeeds({ seeds }, epoch) {
  const seed = seeds.get(epoch);
  return [seed, seed];
}

/** @type {Kind["seeds"]} */
function summarySeeds({ seeds, deskSeed }, epoch) {
  return [deskSeed, seeds.get(epoch)];
}

/** @param {unknown} value */
function summary(value) {
  // Of version 1 there are no dates; every summary is written with them.
  const { dates = {} } = anyObject(value);
  const more = "dates" in anyObject(value) ? "dates " : "";
  const body = exactObject(value, `avoid country ${more}kinds lang level rules tags who_for`);
  const days = Object.values(anyObject(dates)).map(day);
  demand(days.length <= MAX_DATES);
  boolean(body.avoid);
  text(body.country);
  texts(body.kinds);
  text(body.who_for);
  return verdict(body);
}

/** @param {unknown} value */
function report(value) {
  // Of version 1 there is no server_at; every report is written with it.
  const more = "server_at" in anyObject(value) ? " server_at" : "";
  const body = exactObject(value, `answers at desk form lang level rules${more} tags`);
  answers(body.answers);
  demand([body.at, body.server_at ?? 0].every((hour) => integer(hour) % HOUR === 0));
  text(body.desk);
  integer(body.form, 1);
  return verdict(body);
}

/** @param {unknown} value */
function contact(value) {
  const body = exactObject(value, "answers");
  answers(body.answers);
  return body;
}

/**
 * Each answer is a text or a list of texts; whether it is one of the form's is for readers.
 * @param {unknown} value
 */
function answers(value) {
  for (const answer of Object.values(anyObject(value))) {
    if (typeof answer !== "string") {
      texts(answer);
    }
  }
}

/**
 * What both sides write; in the reporter's there may be an incident: what happened since.
 * @param {unknown} value
 */
function message(value) {
  const more = "incident" in anyObject(value) ? "incident " : "";
  const body = exactObject(value, `day ${more}text`);
  day(body.day);
  text(body.text);
  if (more) {
    // Judged as a report is, and for no desk: one that names any is refused.
    const told = anyObject(body.incident);
    report({ ...told, desk: "desk" in told ? 0 : "" });
  }
  return body;
}

/** @param {Record<string, unknown>} body */
function verdict(body) {
  text(body.lang);
  oneOf(body.level, LEVELS);
  texts(body.rules);
  texts(body.tags);
  return body;
}
