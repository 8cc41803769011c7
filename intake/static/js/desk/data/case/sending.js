/**
 * Sending what was sealed. It is sealed once: after a lost answer the same bytes are sent again, and
 * the server knows them (docs/spec/desk.md, 8).
 */

import { NoAnswer, sendParts } from "../../../staff/staff_api.js";

/** @typedef {import("../../keys/port.js").Port} Port */
/** @typedef {import("../../keys/case/opening.js").Readable} Readable */
/** @typedef {import("../../../crypto/case/sealing/messages.js").Sealed} Sealed */
/** @typedef {Record<string, any>} Fields */
/** What the server answered, and what was written if something was. @typedef {{state: any, sealed?: Sealed}} Done */

/** What was sealed and may have arrived, by case, act and words. @type {Map<string, Sealed>} */
const unanswered = new Map();

/** Forget what was sealed and not answered. */
export function forgetSealed() {
  unanswered.clear();
}

/**
 * Seal a frame of this account and hand it in.
 * @param {Port} port
 * @param {Readable} opened
 * @param {string} address
 * @param {string} kind
 * @param {Fields} body
 * @param {Fields} told
 * @param {Record<string, Uint8Array>} [files] besides the frame
 * @returns {Promise<Done>}
 */
export function handIn(port, opened, address, kind, body, told, files = {}) {
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
export async function sendOnce(name, seal, send) {
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
