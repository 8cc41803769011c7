/** What an act does once nobody else needs to agree; and who may be the second person (SPEC 5). */
import { named, TWO, UNREAD, union, withdraw } from "./standing.js";

/** @typedef {import("./order.js").Written} Written */
/** @typedef {import("./standing.js").Standing} Standing */
/** @typedef {(standing: Standing, act: Written, body: any) => boolean} Effect whether it follows */

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
 * Let a second person decide what waits, or who proposed it take it back.
 * @type {Effect}
 */
export function decide(standing, { signer }, { act: id, agrees }) {
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

/** @type {Effect} */
export function lower(standing, _act, { from, to }) {
  if (standing.level !== from) {
    return false;
  }
  standing.level = to;
  return true;
}

/** @type {Effect} */
function setAside(standing) {
  standing.aside = true;
  return true;
}

/** @type {Effect} */
export function close(standing, _act, { dispositions }) {
  standing.closed = dispositions;
  standing.aside = false;
  return withdraw(standing, ["level", "aside", "closing"]);
}

/** @type {Effect} */
function goOn(standing) {
  standing.paused = false;
  return true;
}

/** @type {Effect} */
function exclude(standing, _act, { members }) {
  standing.screened = TWO;
  standing.excluded = union(standing.excluded, members);
  return true;
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
