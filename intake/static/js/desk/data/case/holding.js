/** Handing key files on: who reads the case from now on, or again (docs/spec/desk.md, 8). */

import { sendJson, sendParts } from "../../../staff/staff_api.js";
import { handIn } from "./sending.js";

/** @typedef {import("../../keys/port.js").Port} Port */
/** @typedef {import("../../keys/case/opening.js").Readable} Readable */
/** @typedef {import("./sending.js").Done} Done */
/** @typedef {import("./sending.js").Fields} Fields */

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
 * Tell that the own key file opened the case.
 * @param {Readable} opened
 * @returns {Promise<Done>}
 */
export async function confirm({ case: caseId, hashes }) {
  return { state: await sendJson("POST", `/desk/${caseId}/confirm`, hashes) };
}
