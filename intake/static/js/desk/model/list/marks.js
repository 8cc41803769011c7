/** What must be known of a case before it is opened, as marks beside it. */

import { wordFor } from "../../../staff/labels.js";
import { say, sayOf } from "../../../words/say.js";
import { absenceOf, nameOf } from "../names.js";

/** @typedef {import("./items.js").Facts} Facts */
/** @typedef {import("./items.js").Context} Context */
/** @typedef {{look: "bad" | "warn" | "", words: string}} Mark */

const SAID_NOBODY = 3; // Of `screened`: by one, alone.
const GRAVEST_FIRST = ["bad", "warn", ""]; // What a narrow row cuts off is the least.

/**
 * @param {Facts} facts
 * @param {Context} context
 * @returns {Mark[]} the gravest first
 */
export function marksOf(facts, context) {
  const { row, body, refused } = facts;
  const away = absenceOf(row, context.people);
  /** @type {[unknown, Mark["look"], string][]} */
  const marks = [
    [row.unreadable, "bad", say("mark.unreadable")],
    [refused, "bad", say("mark.refused")],
    [!row.opened, "", say("mark.claimed")],
    [away, row.unattended ? "bad" : "", away],
    [body?.avoid, "bad", say(row.screened === SAID_NOBODY ? "mark.said_nobody" : "mark.avoid")],
    [differs(facts), "bad", say("mark.differs")],
    [row.late_keys.length, "bad", say("mark.late_keys", { names: row.late_keys.join(", ") })],
    [row.unconfirmed.length > row.late_keys.length, "", say("mark.unconfirmed")],
    ...codeMarks(
      "bad",
      row.by_one.map((act) => sayOf("alone", act) ?? act),
    ),
    [row.rekey, "warn", say("mark.rekey")],
    [row.on_it, "", say("mark.on_it", { name: nameOf(row.on_it, context) })],
    ...codeMarks(
      "",
      (body?.tags ?? []).map((/** @type {string} */ tag) => wordFor(context.tags, tag)),
    ),
    [row.server_saw, "warn", say("mark.saw")],
  ];
  const rank = (/** @type {Mark["look"]} */ look) => GRAVEST_FIRST.indexOf(look);
  return marks
    .filter(([holds]) => holds)
    .sort(([, one], [, other]) => rank(one) - rank(other))
    .map(([, look, words]) => ({ look, words }));
}

/** The server lists another level than the reporter sealed. @param {Facts} facts */
function differs({ row, body, level }) {
  return body && !row.assignee && (body.level !== row.level || level !== row.level);
}

/**
 * @param {"bad" | ""} look
 * @param {string[]} words
 * @returns {[boolean, "bad" | "", string][]}
 */
function codeMarks(look, words) {
  return words.map((each) => [true, look, each]);
}
