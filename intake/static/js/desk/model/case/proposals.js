/** What waits for a second person, in words: who asks, what for, until when. */

import { say, sayOf } from "../../../words/say.js";
import { clockWords, nearWords } from "../days.js";
import { deedWords, levelWord, reasonWords } from "./deeds.js";

/** @typedef {import("../../keys/case/opening.js").Readable} Readable */
/** As the server lists it.
 * @typedef {{act: string, by: string, value: string, object: string, for_me: boolean,
 *   expires_at: number}} Proposal */
/**
 * `frame` is what was signed; without it nobody can agree to it. `until` is a day and a clock time.
 * @typedef {{proposal: Proposal, frame: import("../../../crypto/case/frames.js").Frame | null,
 *   title: string, says: string, until: string, mine: boolean}} Asked
 */

/**
 * @param {Readable} opened
 * @param {{me: string, today: string, nameOf: import("./deeds.js").NameOf}} reader
 * @returns {Asked[]} what waits for the reader first
 */
export function askedOf({ meta, items }, { me, today, nameOf }) {
  const asked = (meta.proposals ?? []).map((/** @type {Proposal} */ proposal) => {
    const item = items.find(({ row }) => row.id === proposal.object);
    const frame = item?.frame ?? null;
    const by = proposal.by;
    const values = {
      by,
      who: by === me ? say("case.You") : by,
      level: levelWord(proposal.value),
      to: frame ? nameOf(String(frame.body.to)) : "",
    };
    const which = proposal.for_me ? "ask" : "wait";
    return {
      proposal,
      frame,
      mine: by === me,
      title: sayOf(`${which}_for`, proposal.act, values) ?? say("ask.other", { by }),
      says: frame ? [saysOf(frame, by, nameOf), reasonWords(frame)].filter(Boolean).join(" ") : "",
      until: untilWords(proposal.expires_at, today),
    };
  });
  return asked.sort(
    (/** @type {Asked} */ one, /** @type {Asked} */ other) =>
      Number(other.proposal.for_me) - Number(one.proposal.for_me),
  );
}

/**
 * @param {import("../../../crypto/case/frames.js").Frame} frame
 * @param {string} by
 * @param {import("./deeds.js").NameOf} nameOf
 */
function saysOf(frame, by, nameOf) {
  return frame.kind === "closing" || frame.kind === "handover"
    ? ""
    : `${deedWords(frame, by, nameOf)}.`;
}

/**
 * @param {number} seconds
 * @param {string} today
 */
function untilWords(seconds, today) {
  const at = seconds * 1000;
  return `${nearWords(new Date(at).toISOString().slice(0, 10), today)} ${clockWords(at)}`;
}
