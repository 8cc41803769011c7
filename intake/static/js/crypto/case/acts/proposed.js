/** What each act does by itself, and when it waits for a second person (SPEC 5). */
import { LEVELS } from "../../../generated/lists.js";
import { close, decide, lower } from "./agreed.js";
import { NOT_NAMED, named, ONE, union, wait, withdraw } from "./standing.js";

/** @typedef {import("./order.js").Written} Written */
/** @typedef {import("./standing.js").Standing} Standing */
/** @typedef {import("./agreed.js").Effect} Effect */

const [EMERGENCY] = LEVELS;
const NOBODY = ["author", "staff"]; // Signers who are no account.

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
  return from === EMERGENCY ? wait(standing, act) : lower(standing, act, { from, to });
}

/** @type {Effect} */
function changeAside(standing, act, { aside }) {
  withdraw(standing, ["aside"]);
  if (aside && standing.grave) {
    return wait(standing, act);
  }
  standing.aside = aside;
  return true;
}

/** @type {Effect} */
function proposeClosing(standing, act, body) {
  return standing.level === EMERGENCY ? wait(standing, act) : close(standing, act, body);
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
  return standing.paused && wait(standing, act);
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
  return wait(standing, act);
}

/** @param {string} level */
function rank(level) {
  return LEVELS.indexOf(level);
}
