/** Handing in what this account writes in a case: frames and answers (docs/spec/desk.md, 8). */

import { sendParts } from "../../../staff/staff_api.js";
import { handIn, sendOnce } from "./sending.js";

/** @typedef {import("../../keys/port.js").Port} Port */
/** @typedef {import("../../keys/case/opening.js").Readable} Readable */
/** @typedef {import("./sending.js").Done} Done */
/** @typedef {import("./sending.js").Fields} Fields */

/** Act to kind of frame, what of its fields the server is told beside it, and its address if that is another. */
const FRAMES = {
  note: { kind: "note", told: [] },
  settle: { kind: "settled", told: ["reason"] },
  contacted: { kind: "contacted", told: ["via", "agreed", "outcome"] },
  level: { kind: "level", told: ["from", "to", "reason"] },
  aside: { kind: "aside", told: ["aside", "reason"] },
  back: { kind: "aside", told: ["aside", "reason"], address: "aside" },
  close: { kind: "closing", told: ["dispositions"] },
  reopen: { kind: "reopening", told: ["reason"] },
  pause: { kind: "pause", told: ["reason"] },
  release: { kind: "release", told: ["reason"] },
  exclude: { kind: "exclusion", told: ["members", "named", "unsure"] },
};

/** @typedef {keyof typeof FRAMES} FrameAct */
/** @typedef {{kind: string, told: string[], address?: string}} Described */

/**
 * Do an act that is a frame of its own.
 * @param {Port} port
 * @param {Readable} opened
 * @param {FrameAct} act
 * @param {Fields} body without the day
 * @param {string} day UTC
 * @returns {Promise<Done>}
 */
export function doAct(port, opened, act, body, day) {
  const { kind, told, address = act } = /** @type {Described} */ (FRAMES[act]);
  const meta = Object.fromEntries(told.map((name) => [name, body[name]]));
  const seen = act === "settle" ? { seen: opened.meta.said } : {};
  return handIn(port, opened, address, kind, { ...body, day }, { ...meta, ...seen });
}

/**
 * Agree to what waits, or end it.
 * @param {Port} port
 * @param {Readable} opened
 * @param {{act: string, object: string}} proposal
 * @param {boolean} agrees
 * @param {string} day
 * @returns {Promise<Done>}
 */
export function agree(port, opened, proposal, agrees, day) {
  const { act, object } = proposal;
  const told = { act, object, agrees };
  return handIn(port, opened, "agree", "agreement", { act: object, agrees, day }, told);
}

/**
 * Send an answer to the reporter.
 * @param {Port} port
 * @param {Readable} opened
 * @param {string} text
 * @param {string} day
 * @param {string | null} despite why, where nobody should write to them
 * @returns {Promise<Done>}
 */
export async function reply(port, opened, text, day, despite) {
  const seal = () => port.ask("sealReply", { case: opened.case, text, day });
  const name = ["reply", opened.case, opened.meta.said, text].join("\n");
  return sendOnce(name, seal, ({ row, file, sha256 }) => {
    const meta = { id: row.id, epoch: row.epoch, sha256, seen: opened.meta.said, despite };
    return sendParts(`/desk/${opened.case}/message`, meta, { message: file });
  });
}
