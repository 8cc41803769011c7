/** What each act does to the standing of a case, and when it needs a second person (SPEC 5). */
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
 * `agreements` tells by act id and account id whether that person agreed; `broken` are ids of acts
 * that do not follow from what came before and do not count.
 * @typedef {{level: string, grave: boolean, aside: boolean, paused: boolean, closed: string[], screened: number, excluded: string[], meant: string[],
 *   handed: Record<string, string>, unanswered: string[], waiting: Map<string, Written>,
 *   agreements: Map<string, Map<string, boolean>>, broken: string[]}} Standing
 */
/** @typedef {(standing: Standing, act: Written, body: any) => boolean} Effect whether it follows */

const [EMERGENCY] = LEVELS;
export const GRAVE = LEVELS.slice(0, 2); // Nobody sets aside alone what was one of these.
const NOBODY = ["author", "staff"]; // Signers who are no account.
const [UNREAD, ONE, TWO, NOT_NAMED] = [0, 1, 2, 3]; // Of `screened`.

/** @type {ReadonlyMap<string, Effect>} */
const EFFECTS = new Map(
  Object.entries({
    level: changeLevel,
    aside: changeAside,
    closing: proposeClosing,
    reopening: reopen,
    settled: settle,
    pause,
    release,
    exclusion: proposeExclusion,
    handover: wait,
    agreement: decide,
  }),
);
/** @type {ReadonlyMap<string, Effect>} what is done when a second person agrees */
const AGREED = new Map(
  Object.entries({
    level: lower,
    aside: setAside,
    closing: close,
    release: goOn,
    exclusion: exclude,
    handover: accept,
  }),
);

/**
 * Let an act count, at once or once a second person agrees; or name it as broken.
 * @param {Standing} standing
 * @param {Written} act
 */
export function applyAct(standing, act) {
  const { frame, signer } = act;
  if (frame.kind === "exclusion" && !NOBODY.includes(signer)) {
    standing.meant = union(standing.meant, frame.body.members);
  }
  const isSomebody = !NOBODY.includes(signer) && !standing.excluded.includes(signer);
  const effect = EFFECTS.get(frame.kind) ?? (() => true);
  if (!(isSomebody && effect(standing, act, frame.body))) {
    standing.broken.push(frame.id);
  }
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

/** @type {Effect} */
function wait(standing, act) {
  standing.waiting.set(act.frame.kind, act);
  return true;
}

/**
 * Raise at once; lower by one person, an emergency by two, and only from what it is.
 * @type {Effect}
 */
function changeLevel(standing, act, { from, to }) {
  if (rank(to) < rank(from)) {
    standing.level = rank(standing.level || to) < rank(to) ? standing.level : to;
    return withdraw(standing, ["aside", "closing"]);
  }
  if (to === from || from !== standing.level) {
    return false;
  }
  return from === EMERGENCY ? wait(standing, act, null) : lower(standing, act, { from, to });
}

/** @type {Effect} */
function lower(standing, _act, { from, to }) {
  if (standing.level !== from) {
    return false;
  }
  standing.level = to;
  return true;
}

/** @type {Effect} */
function changeAside(standing, act, { aside }) {
  withdraw(standing, ["aside"]);
  if (aside && standing.grave) {
    return wait(standing, act, null);
  }
  standing.aside = aside;
  return true;
}

/** @type {Effect} */
function setAside(standing) {
  standing.aside = true;
  return true;
}

/** @type {Effect} */
function proposeClosing(standing, act, body) {
  return standing.level === EMERGENCY ? wait(standing, act, null) : close(standing, act, body);
}

/** @type {Effect} */
function close(standing, _act, { dispositions }) {
  standing.closed = dispositions;
  standing.aside = false;
  return withdraw(standing, ["level", "aside", "closing"]);
}

/** @type {Effect} */
function settle(standing) {
  return withdraw(standing, ["closing"]);
}

/** @type {Effect} */
function reopen(standing) {
  standing.closed = [];
  return withdraw(standing, ["level"]);
}

/**
 * Pause at once; what was proposed before that was proposed of another state of the case.
 * @type {Effect}
 */
function pause(standing) {
  standing.waiting.delete("release");
  standing.paused = true;
  return true;
}

/** @type {Effect} */
function release(standing, act) {
  return standing.paused && wait(standing, act, null);
}

/** @type {Effect} */
function goOn(standing) {
  standing.paused = false;
  return true;
}

/**
 * Names wait for a second; that there are none one person says, and who is named says nothing. Who
 * cannot tell or read it decides nothing.
 * @type {Effect}
 */
function proposeExclusion(standing, act, { unsure, named: isNamed }) {
  if (named(standing).includes(act.signer)) {
    return false;
  }
  if (unsure) {
    return true;
  }
  if (!isNamed) {
    standing.screened = standing.screened || NOT_NAMED;
    return true;
  }
  standing.screened = ONE;
  return wait(standing, act, null);
}

/** @type {Effect} */
function exclude(standing, _act, { members }) {
  standing.screened = TWO;
  standing.excluded = union(standing.excluded, members);
  return true;
}

/**
 * @param {string[]} known
 * @param {any} more
 */
function union(known, more) {
  return [...new Set([...known, ...more])].sort();
}

/**
 * Give a place away; where its giver had another, nobody can tell whether they left it.
 * @type {Effect}
 */
function accept(standing, { signer }, { place, to }) {
  for (const [other, holder] of Object.entries(standing.handed)) {
    if (holder === signer) {
      delete standing.handed[other];
    }
  }
  standing.handed[place] = to;
  return true;
}

/**
 * Let a second person decide what waits, or who proposed it take it back.
 * @type {Effect}
 */
function decide(standing, { signer }, { act: id, agrees }) {
  const proposal = [...standing.waiting.values()].find(({ frame }) => frame.id === id);
  if (!proposal || !mayDecide(standing, proposal, signer, agrees)) {
    return false;
  }
  const { kind, body } = proposal.frame;
  const agreed = standing.agreements.get(id) ?? new Map();
  standing.agreements.set(id, agreed.set(signer, agrees));
  standing.waiting.delete(kind);
  if (agrees) {
    return Boolean(AGREED.get(kind)?.(standing, proposal, body));
  }
  if (kind === "exclusion") {
    standing.screened = UNREAD;
  }
  return true;
}

/**
 * @param {Standing} standing
 * @param {Written} proposal
 * @param {string} account
 * @param {boolean} agrees
 */
function mayDecide(standing, { frame, signer }, account, agrees) {
  if (named(standing).includes(account)) {
    return false;
  }
  if (account === signer) {
    return !agrees;
  }
  return frame.kind !== "handover" || account === frame.body.to;
}

/**
 * Return who is excluded, or would be if somebody agreed.
 * @param {Standing} standing
 * @returns {string[]}
 */
function named({ excluded, waiting }) {
  const proposed = /** @type {string[]} */ (waiting.get("exclusion")?.frame.body.members ?? []);
  return [...excluded, ...proposed];
}

/** @param {string} level */
function rank(level) {
  return LEVELS.indexOf(level);
}
