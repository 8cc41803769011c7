/**
 * Fetching summaries and having them opened: some hundred at a time, each batch shown when it is
 * open, so that the first rows are readable long before the last.
 */

import { fileBytes } from "../../crypto/encoding.js";
import { readFramed } from "../../staff/framed.js";
import { sendForStream } from "../../staff/staff_api.js";
import { NOT_OURS } from "../model/list/items.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("../keys/summaries.js").Sent} Sent */
/** @typedef {import("../keys/summaries.js").Summary} Summary */

const ASKED_AT_ONCE = 200; // What the server answers at most.
const OPENED_AT_ONCE = 20; // Some 40 ms of work: nothing else waits longer for the worker.

/**
 * @param {import("../keys/port.js").Port} port
 * @param {Row[]} rows those to open, the most pressing first
 * @param {(opened: Summary[]) => void} show
 */
export async function openSummaries(port, rows, show) {
  for (let at = 0; at < rows.length; at += ASKED_AT_ONCE) {
    await openSome(port, rows.slice(at, at + ASKED_AT_ONCE), show);
  }
}

/**
 * @param {import("../keys/port.js").Port} port
 * @param {Row[]} rows
 * @param {(opened: Summary[]) => void} show
 */
async function openSome(port, rows, show) {
  const asked = new Map(rows.map((row) => [row.case, row]));
  const stream = await sendForStream("/desk/summaries", { cases: [...asked.keys()] });
  /** @type {Sent[]} */
  let batch = [];
  const open = async () => {
    const files = batch.map(({ file }) => file.buffer);
    show(await port.ask("openSummaries", { batch }, files));
    batch = [];
  };
  let ours = false;
  const readMeta = async (/** @type {any} */ meta) => {
    ours = Boolean(meta.desk_key);
    if (ours) {
      await port.ask("openDesk", { file: fileBytes(meta.desk_key) });
    }
  };
  await readFramed(stream, readMeta, async ({ case: caseId, file }) => {
    const row = asked.get(caseId);
    asked.delete(caseId);
    if (row?.summary) {
      batch.push({ case: caseId, deskEpoch: row.desk_epoch, summary: row.summary, file });
    }
    return batch.length === OPENED_AT_ONCE && open();
  });
  await open();
  const refused = ours ? "missing_object" : NOT_OURS;
  show([...asked.keys()].map((caseId) => ({ case: caseId, sha256: "", body: null, refused })));
}
