/**
 * How long sealing and opening take: `node tests/js/bench.js` prints one line of JSON.
 *
 * Nothing here is Node's own, so that a page can import `measure` and time a slowed browser.
 */
import { openFile, sealFile } from "../../intake/static/js/crypto/age/file.js";
import { newSeed, recipientOf } from "../../intake/static/js/crypto/age/hybrid.js";
import { BOX, openKeyFile, verifyKeyFile } from "../../intake/static/js/crypto/case/keyfiles.js";
import { newReader } from "../../intake/static/js/crypto/case/reading/reader.js";
import { deriveReporter, newReceipt } from "../../intake/static/js/crypto/case/receipts.js";
import { sealReport } from "../../intake/static/js/crypto/case/sealing/sending.js";
import { verificationKey } from "../../intake/static/js/crypto/keys.js";
import { draft, newDesk, newReporter } from "./sample.js";

const RUNS = 15;
const MEGABYTE = 1_048_576;

/**
 * Measure every step.
 *
 * `seal_report` makes all five files and opens its own again; `open_report` is what the box does:
 * key file, report and contact with every check.
 * @returns {Promise<Record<string, {first_ms: number, median_ms: number}>>}
 */
export async function measure() {
  const [desk, keys, seed] = [newDesk(), newReporter(), newSeed()];
  const [recipient, small] = [recipientOf(seed), new Uint8Array(1024)];
  const sealReportStep = await time(() => sealReport(draft, desk, keys));
  const sending = await sealReport(draft, desk, keys);
  const file = await sealFile(small, recipient);
  const large = await sealFile(new Uint8Array(MEGABYTE), recipient);
  return {
    derive_receipt: await time(() => deriveReporter(newReceipt(), small.slice(0, 32)), 3),
    seal_report: sealReportStep,
    open_report: await time(() => openReport(sending, keys)),
    seal_1kib: await time(() => sealFile(small, recipient)),
    open_1kib: await time(() => openFile(file, seed)),
    seal_1mib: await time(() => sealFile(new Uint8Array(MEGABYTE), recipient), 5),
    open_1mib: await time(() => openFile(large, seed), 5),
  };
}

/**
 * @param {import("../../intake/static/js/crypto/case/sealing/sending.js").Sending} sending
 * @param {import("../../intake/static/js/crypto/case/receipts.js").ReporterKeys} keys
 */
async function openReport({ case: id, parts, meta }, keys) {
  const author = await verificationKey(keys.authorSeed);
  const keyFile = await openKeyFile(parts.key_box, keys.reporterSeed, id, BOX);
  await verifyKeyFile(keyFile, author);
  const { epochs: seeds, report, contact } = keyFile;
  const reader = newReader({ case: id, seeds, staff: null, author, pinned: { report, contact } });
  for (const kind of ["report", "contact"]) {
    const row = { case: id, kind, epoch: 0, by: "reporter" };
    const ids = /** @type {Record<string, string>} */ (meta.ids);
    await reader.read({ ...row, id: ids[kind] }, parts[kind]);
  }
}

/**
 * @param {() => Promise<unknown>} step
 * @param {number} [runs]
 */
async function time(step, runs = RUNS) {
  const took = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await step();
    took.push(performance.now() - start);
  }
  const [first] = took;
  const median = took.sort((one, other) => one - other)[Math.floor(runs / 2)];
  return { first_ms: round(first), median_ms: round(median) };
}

/** @param {number} ms */
function round(ms) {
  return Math.round(ms * 100) / 100;
}

if (globalThis.process?.argv[1]?.endsWith("bench.js")) {
  measure().then((result) => console.log(JSON.stringify(result)));
}
