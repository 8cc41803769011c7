/** What the acts of a case came to so far, and what of it waits for a second person (SPEC 5). */
import { LEVELS } from "../../../generated/lists.js";

/** @typedef {import("./order.js").Written} Written */
/**
 * What the row of a case should say. `level` is empty without a report; `grave` tells whether it ever
 * stood at one of GRAVE, `paused` whether contact is; `closed` are the dispositions
 * it was closed with, none while it is open; `screened` tells whether it was read whom the reporter
 * excludes: 0 not, 1 somebody is named, which waits for a second, 2 two people named them, 3 one read
 * that nobody is named; `excluded` are the account ids that must not see the case, as two people
 * decided, `meant` those that any exclusion named, whatever became of it; `handed` is place to account id of every hand-over that was
 * accepted; `unanswered` are ids of report and messages that nobody answered or settled, the oldest
 * first; `waiting` are acts that wait for a second person, by kind: a newer one replaces an older;
 * `agreements` tells by act id and account id whether that person agreed; `proposed` are ids of acts
 * that needed a second person, whatever became of them; `broken` are ids of acts that do not follow from what came before and do not count.
 * @typedef {{level: string, grave: boolean, aside: boolean, paused: boolean, closed: string[], screened: number, excluded: string[], meant: string[],
 *   handed: Record<string, string>, unanswered: string[], waiting: Map<string, Written>,
 *   agreements: Map<string, Map<string, boolean>>, proposed: string[], broken: string[]}} Standing
 */

export const GRAVE = LEVELS.slice(0, 2); // Nobody sets aside alone what was one of these.
export const [UNREAD, ONE, TWO, NOT_NAMED] = [0, 1, 2, 3]; // Of `screened`.

/** @returns {Standing} of a case of which nothing was read */
export function newStanding() {
  return {
    level: "",
    grave: false,
    aside: false,
    paused: false,
    closed: [],
    screened: 0,
    excluded: [],
    meant: [],
    handed: {},
    unanswered: [],
    waiting: new Map(),
    agreements: new Map(),
    proposed: [],
    broken: [],
  };
}

/**
 * Let nothing of these kinds wait: it was proposed of another state of the case.
 * @param {Standing} standing
 * @param {readonly string[]} kinds
 */
export function withdraw({ waiting }, kinds) {
  for (const kind of kinds) {
    waiting.delete(kind);
  }
  return true;
}

/**
 * Let an act wait for a second person; it replaces an older one of its kind.
 * @param {Standing} standing
 * @param {Written} act
 */
export function wait(standing, act) {
  standing.waiting.set(act.frame.kind, act);
  standing.proposed.push(act.frame.id);
  return true;
}

/**
 * Return who is excluded, or would be if somebody agreed.
 * @param {Standing} standing
 * @returns {string[]}
 */
export function named({ excluded, waiting }) {
  const proposed = /** @type {string[]} */ (waiting.get("exclusion")?.frame.body.members ?? []);
  return [...excluded, ...proposed];
}

/**
 * Return account ids of both, each once, in order.
 * @param {string[]} known
 * @param {any} more
 */
export function union(known, more) {
  return [...new Set([...known, ...more])].sort();
}
