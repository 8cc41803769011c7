/**
 * What the client of whoever has a case open owes without being asked: that the key file it was given
 * opens the case, and a key file for the desk where an emergency has none. Nothing that was read may
 * show in it.
 */

import { confirm, giveDeskKey } from "../../data/case/holding.js";
import { today } from "../store.js";
import { may, open } from "./current.js";
import { noteListed } from "./listed.js";

/** @typedef {import("../../keys/port.js").Port} Port */
/** @typedef {import("../../keys/case/opening.js").Readable} Readable */
/** @typedef {import("../../data/case/sending.js").Done} Done */

/**
 * Do what is owed; a refusal is tried again at the next opening.
 * @param {Port} port
 */
export async function keepPromises(port) {
  await owe(port, ({ meta }) => meta.whole !== false && meta.confirmed === false, confirm);
  await owe(port, wantsDeskKey, (opened) => giveDeskKey(port, opened));
}

/** @param {Readable} opened */
function wantsDeskKey({ meta }) {
  return Boolean(may.value?.holds && meta.wants_desk_key);
}

/**
 * @param {Port} port
 * @param {(opened: Readable) => boolean} holds
 * @param {(opened: Readable) => Promise<Done>} act
 */
async function owe(port, holds, act) {
  const opened = open.value;
  if (!opened || !holds(opened)) {
    return;
  }
  const done = await act(opened).catch(() => null);
  if (!done || open.value?.case !== opened.case) {
    return;
  }
  const written = done.sealed ? await readBack(port, opened, done.sealed) : {};
  const meta = { ...open.value.meta, ...done.state };
  open.value = { ...open.value, ...written, meta };
  noteListed(opened.case, meta);
}

/**
 * @param {Port} port
 * @param {Readable} opened
 * @param {import("../../../crypto/case/sealing/messages.js").Sealed} sealed
 */
function readBack(port, { case: caseId }, { row, file }) {
  const shown = { ...row, received_on: today.value };
  return port.ask("readWritten", { case: caseId, row: shown, file });
}
