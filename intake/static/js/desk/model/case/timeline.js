/** Everything that happened in a case, newest first: what was said, and what staff did. */

import { say } from "../../../words/say.js";
import { incidentOf } from "../report/incident.js";
import { deedWords } from "./deeds.js";
import { becameOf } from "./proposals.js";
import { dayOf } from "./thread.js";

/** @typedef {import("../../keys/case/opening.js").Readable} Readable */
/** @typedef {Omit<import("./proposals.js").Reader, "me">} Reader */
/** @typedef {{id: string, day: string, words: string, theirs: boolean}} Moment */

/**
 * @param {Readable} opened
 * @param {Reader} reader
 * @returns {Moment[]} one that takes two says in its words whether it is done
 */
export function timelineOf(opened, reader) {
  const { items, meta } = opened;
  const came = { id: "report", day: meta.received_on, words: say("times.report"), theirs: true };
  const moments = items.map((item) => {
    const moment = momentOf(item, reader.nameOf);
    const became = becameOf(item, opened, reader);
    return became ? { ...moment, words: `${moment.words}. ${became}` } : moment;
  });
  return [came, ...moments].reverse();
}

/**
 * @param {import("../../keys/case/reading.js").Item} item
 * @param {import("./deeds.js").NameOf} nameOf
 * @returns {Moment}
 */
function momentOf(item, nameOf) {
  const { row, frame, signer, kept } = item;
  const theirs = row.by !== "staff";
  const base = { id: row.id, day: dayOf(item), theirs };
  if (!frame) {
    return { ...base, words: say(kept ? "times.kept" : "times.unreadable") };
  }
  if (row.kind === "message") {
    const told = incidentOf(item) ? "thread.happened" : "times.message";
    const words = theirs ? say(told) : say("times.answer", { by: nameOf(signer) });
    return { ...base, words };
  }
  return { ...base, words: deedWords(frame, nameOf(signer), nameOf) };
}
