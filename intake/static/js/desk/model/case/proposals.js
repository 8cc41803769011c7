/** What waits for a second person, in words: who asks, what for, until when. */

import { say, sayOf } from "../../../words/say.js";
import { untilWords } from "../days.js";
import { levelWord, reasonWords } from "./deeds.js";

/** @typedef {import("../../keys/case/opening.js").Readable} Readable */
/** As the server lists it.
 * @typedef {{act: string, by: string, value: string, object: string, for_me: boolean,
 *   expires_at: number, granted: string | null, supervisors: string[]}} Proposal */
/**
 * `frame` is what was signed; without it nobody can agree to it. `until` is a clock time, its day before it where that is
 * not today.
 * @typedef {{proposal: Proposal, frame: import("../../../crypto/case/frames.js").Frame | null,
 *   title: string, says: string, until: string, mine: boolean}} Asked
 */

/** @typedef {{me: string, today: string, nameOf: import("./deeds.js").NameOf}} Reader */

/** What is signed to propose an act, where it has another name. @type {Record<string, string>} */
const KINDS = { close: "closing", exclude: "exclusion" };

/**
 * @param {Readable} opened
 * @param {Reader} reader
 * @returns {Asked[]} what waits for the reader first
 */
export function askedOf(opened, reader) {
  const { me, today, nameOf } = reader;
  const asked = (opened.meta.proposals ?? []).map((/** @type {Proposal} */ proposal) => {
    const frame = signedFor(proposal, opened, reader);
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
      says: frame ? reasonWords(frame) : "",
      until: untilWords(proposal.expires_at, today),
    };
  });
  return asked.sort(
    (/** @type {Asked} */ one, /** @type {Asked} */ other) =>
      Number(other.proposal.for_me) - Number(one.proposal.for_me),
  );
}

/**
 * Say of an act that takes two whether it is done: it stands among the others as soon as one signed it.
 * @param {import("../../keys/case/reading.js").Item} item
 * @param {Readable} opened
 * @param {Omit<Reader, "me">} reader
 * @returns {string} empty of an act of one person
 */
export function becameOf({ row }, { meta, standing }, { today, nameOf }) {
  if (!standing.proposed.includes(row.id)) {
    return "";
  }
  const waits = meta.proposals.find((/** @type {Proposal} */ { object }) => object === row.id);
  if (waits) {
    return say("became.waits", { until: untilWords(waits.expires_at, today) });
  }
  const [[by, agreed] = ["", false]] = standing.agreements.get(row.id) ?? [];
  if (by) {
    return say(agreed ? "became.done" : "became.ended_by", { by: nameOf(by) });
  }
  const lapsed = standing.waiting.get(row.kind)?.frame.id === row.id;
  return say(lapsed ? "became.lapsed" : "became.ended");
}

/**
 * What was signed for a proposal. The server names the act, who asks and what it comes to; whoever
 * agrees signs the frame. Where the two differ there is nothing to agree to.
 * @param {Proposal} proposal
 * @param {Readable} opened
 * @param {Reader} reader
 */
function signedFor({ act, by, object, value, for_me: forMe }, opened, { me, nameOf }) {
  const item = opened.items.find(({ row }) => row.id === object);
  if (!item?.frame || item.frame.kind !== (KINDS[act] ?? act)) {
    return null;
  }
  const { to, place, aside } = item.frame.body;
  const differs =
    (by !== me && nameOf(item.signer) !== by) ||
    (value && value !== to && value !== place) ||
    (act === "handover" && forMe && to !== opened.account) ||
    (act === "exclude" && keepsOthers(opened, nameOf)) ||
    aside === false;
  return differs ? null : item.frame;
}

/**
 * @param {Readable} opened
 * @param {import("./deeds.js").NameOf} nameOf
 * @returns {boolean} whether the server keeps the case from somebody whom no signed act names
 */
function keepsOthers({ meta, items }, nameOf) {
  const named = items
    .flatMap(({ frame }) => /** @type {string[]} */ (frame?.body.members ?? []))
    .map(nameOf);
  return (meta.excluded ?? []).some((/** @type {string} */ name) => !named.includes(name));
}
