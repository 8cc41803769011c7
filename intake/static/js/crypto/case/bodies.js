/** What a frame of each kind carries (SPEC 5, "Bodies"). */
import { LEVELS } from "../../generated/lists.js";
import { EncodingError } from "../encoding.js";
import { anyObject, boolean, day, exactObject, integer, oneOf, text, texts } from "../shapes.js";

const HOUR = 3600; // Seconds; a finer time would tell the server's neighbours apart by their reports.

/** @type {Record<string, (value: unknown) => Record<string, unknown>>} */
const BODIES = { summary, report, contact, message, note: message };
export const FRAME_KINDS = Object.keys(BODIES);

/**
 * Return a body if it has the shape of its kind.
 * @param {string} kind one of FRAME_KINDS
 * @param {unknown} body
 * @returns {Record<string, unknown>}
 * @throws {EncodingError} it has not
 */
export function checkBody(kind, body) {
  return BODIES[kind](body);
}

/** @param {unknown} value */
function summary(value) {
  const body = exactObject(value, "avoid country kinds lang level rules tags who_for");
  boolean(body.avoid);
  text(body.country);
  texts(body.kinds);
  text(body.who_for);
  return verdict(body);
}

/** @param {unknown} value */
function report(value) {
  const body = exactObject(value, "answers at desk form lang level rules tags");
  answers(body.answers);
  if (integer(body.at) % HOUR) {
    throw new EncodingError("not a full hour");
  }
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

/** @param {unknown} value */
function message(value) {
  const body = exactObject(value, "day text");
  day(body.day);
  text(body.text);
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
