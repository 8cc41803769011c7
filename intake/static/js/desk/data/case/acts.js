/**
 * Handing in what this account does to a case (docs/spec/desk.md, 8). An act is sealed once: after a
 * lost answer the same bytes are sent again, and the server knows them.
 */

import { NoAnswer, sendForFile, sendJson, sendParts } from "../../../staff/staff_api.js";

/** @typedef {import("../../keys/port.js").Port} Port */
/** @typedef {import("../../keys/case/opening.js").Readable} Readable */
/** @typedef {import("../../../crypto/case/sealing/messages.js").Sealed} Sealed */
/** @typedef {Record<string, any>} Fields */
/** What the server answered, and what was written if something was. @typedef {{state: any, sealed?: Sealed}} Done */

/** Act to kind of frame, what of its fields the server is told beside it, and its address if that is another. */
const FRAMES = Object.freeze({
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
});

/** @typedef {keyof typeof FRAMES} FrameAct */
/** @typedef {{kind: string, told: string[], address?: string}} Described */

/** What was sealed and may have arrived, by case, act and words. @type {Map<string, Sealed>} */
const unanswered = new Map();

/** Forget what was sealed and not answered. */
export function forgetSealed() {
  unanswered.clear();
}

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
 * Offer a place in the case to somebody, with a key file for them.
 * @param {Port} port
 * @param {Readable} opened
 * @param {Fields} body of a handover, without the day
 * @param {string} day
 * @returns {Promise<Done>}
 */
export async function handOver(port, opened, body, day) {
  const [key] = await port.ask("grantKeys", { case: opened.case, to: [body.to] });
  const told = { to: body.to, place: body.place, ...opened.hashes };
  return handIn(port, opened, "handover", "handover", { ...body, day }, told, { key });
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

/**
 * Take a case, or give it to somebody who has read nothing of it yet.
 * @param {Port} port
 * @param {Readable} opened
 * @param {string} assignee account id
 * @param {string} cover account id, or empty where nobody else is there
 * @returns {Promise<Done>}
 */
export async function take(port, opened, assignee, cover) {
  const to = [assignee, cover].filter(Boolean);
  const [own, other] = await port.ask("grantKeys", { case: opened.case, to });
  const files = { key_assignee: own, ...(other && { key_cover: other }) };
  const meta = { ...opened.hashes, assignee, cover: cover || null };
  return { state: await sendParts(`/desk/${opened.case}/take`, meta, files) };
}

/**
 * Let a supervisor read the case to agree to what waits in it, or to end it.
 * @param {Port} port
 * @param {Readable} opened
 * @param {{object: string}} proposal
 * @param {string} to account id
 * @returns {Promise<Done>}
 */
export async function letIn(port, { case: caseId, hashes }, { object }, to) {
  const [key] = await port.ask("grantKeys", { case: caseId, to: [to] });
  return { state: await sendParts(`/desk/${caseId}/grant`, { ...hashes, object, to }, { key }) };
}

/**
 * Tell that the own key file opened the case.
 * @param {Readable} opened
 * @returns {Promise<Done>}
 */
export async function confirm({ case: caseId, hashes }) {
  return { state: await sendJson("POST", `/desk/${caseId}/confirm`, hashes) };
}

/**
 * Let the desk read an emergency again.
 * @param {Port} port
 * @param {Readable} opened
 * @returns {Promise<Done>}
 */
export async function giveDeskKey(port, { case: caseId, hashes }) {
  const key = await port.ask("grantDesk", { case: caseId });
  return { state: await sendParts(`/desk/${caseId}/desk-key`, hashes, { key_desk: key }) };
}

/**
 * Do something that is told and nothing else: `on-it` and `status`.
 * @param {Readable} opened
 * @param {"on-it" | "status"} address
 * @param {Fields} body
 * @returns {Promise<Done>}
 */
export async function tell({ case: caseId }, address, body) {
  return { state: await sendJson("POST", `/desk/${caseId}/${address}`, body) };
}

/**
 * Tell the log that something could not be opened or differs.
 * @param {string} caseId
 * @param {string} reason of the log's closed list
 * @param {string | null} object id
 */
export function tellUnreadable(caseId, reason, object) {
  return sendJson("POST", `/desk/${caseId}/unreadable`, { reason, object });
}

/**
 * @param {string} caseId
 * @param {string} purpose that the visit was opened for; it is logged again
 * @returns {Promise<Blob>} a tar of the sealed files as stored
 */
export function fetchExport(caseId, purpose) {
  return sendForFile(`/desk/${caseId}/export`, { purpose });
}

/**
 * @param {Port} port
 * @param {Readable} opened
 * @param {string} address
 * @param {string} kind
 * @param {Fields} body
 * @param {Fields} told
 * @param {Record<string, Uint8Array>} [files] besides the frame
 * @returns {Promise<Done>}
 */
function handIn(port, opened, address, kind, body, told, files = {}) {
  const seal = () => port.ask("sealAct", { case: opened.case, kind, body });
  const name = [address, opened.case, opened.meta.said, JSON.stringify(body)].join("\n");
  return sendOnce(name, seal, ({ row, file, sha256 }) => {
    const meta = { ...told, id: row.id, epoch: row.epoch, sha256 };
    return sendParts(`/desk/${opened.case}/${address}`, meta, { frame: file, ...files });
  });
}

/**
 * Seal and send; what got no answer is sent as it is the next time.
 * @param {string} name
 * @param {() => Promise<Sealed>} seal
 * @param {(sealed: Sealed) => Promise<any>} send
 * @returns {Promise<Done>}
 */
async function sendOnce(name, seal, send) {
  const sealed = unanswered.get(name) ?? (await seal());
  unanswered.set(name, sealed);
  try {
    const state = await send(sealed);
    unanswered.delete(name);
    return { state, sealed };
  } catch (error) {
    if (!(error instanceof NoAnswer)) {
      unanswered.delete(name);
    }
    throw error;
  }
}
