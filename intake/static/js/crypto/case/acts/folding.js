/**
 * What a report and the acts after it come to: what the row of the case should say (SPEC 5).
 *
 * A row is the server's word. Whoever opens the case folds what was signed, and compares. Nothing that
 * was read makes this fail: what does not follow from what came before is named, and does not count.
 * That a proposal has lapsed no frame says: what waits here may be over by the server's clock.
 * Twin of `intake/crypto/case/acts/folding.py`; both read `tests/vectors/standing.json`.
 */
import { LEVELS } from "../../../generated/lists.js";
import { ACTS, STAFF_KINDS } from "../act_bodies.js";
import { inOrder, knownTo } from "./order.js";
import { applyAct } from "./proposed.js";
import { GRAVE, newStanding, withdraw } from "./standing.js";

/** @typedef {import("./order.js").Written} Written */
/** @typedef {import("./standing.js").Standing} Standing */

const BY_REPORTER = ["closing", "level", "aside", "release"]; // Withdrawn: proposed without the new words.
const BY_STAFF = ["closing"];

/**
 * Return what everything that was read in a case comes to; never throws.
 * @param {readonly Written[]} written
 * @returns {Standing}
 */
export function foldActs(written) {
  const standing = newStanding();
  /** @type {Map<string, string>} ids of what the reporter said and nobody answered, by hash */
  const said = new Map();
  const ordered = inOrder(written).filter(hasShape);
  for (const [at, each] of ordered.entries()) {
    const { kind, body, id } = each.frame;
    if (ACTS.includes(kind)) {
      applyAct(standing, each);
    } else if (kind === "report") {
      standing.level = String(body.level);
    } else if (kind === "message") {
      hear(standing, each.frame);
    }
    standing.grave ||= GRAVE.includes(standing.level);
    if (isSaid(each)) {
      said.set(each.hash, id);
    } else if (answers(standing, each)) {
      for (const hash of knownTo(each, ordered.slice(0, at))) {
        said.delete(hash);
      }
    }
  }
  standing.unanswered = [...said.values()];
  return standing;
}

/**
 * Tell whether a frame is of a kind that is known here, written by who may.
 * @param {Written} each
 */
function hasShape({ frame }) {
  const kind = new Map(Object.entries(STAFF_KINDS)).get(frame.kind);
  if (!kind?.by.includes(frame.by)) {
    return false;
  }
  try {
    kind.body(frame.body);
    return true;
  } catch {
    return false;
  }
}

/**
 * Withdraw what was proposed before a message; one of the reporter also brings a case back, and what
 * happened since raises the level and never lowers it.
 * @param {Standing} standing
 * @param {Written["frame"]} frame
 */
function hear(standing, { by, body }) {
  const byStaff = by === "staff";
  withdraw(standing, byStaff ? BY_STAFF : BY_REPORTER);
  if (byStaff) {
    return;
  }
  standing.aside = false;
  standing.closed = [];
  const { level } = /** @type {{level?: string}} */ (body.incident ?? {});
  if (level && !(LEVELS.indexOf(level) >= LEVELS.indexOf(standing.level) && standing.level)) {
    standing.level = level;
  }
}

/** @param {Written} each */
function isSaid({ frame }) {
  return (frame.kind === "report" || frame.kind === "message") && frame.by !== "staff";
}

/**
 * Tell whether this leaves nothing open of what its writer had read.
 * @param {Standing} standing
 * @param {Written} each
 */
function answers({ broken }, { frame }) {
  return (frame.kind === "message" || frame.kind === "settled") && !broken.includes(frame.id);
}
