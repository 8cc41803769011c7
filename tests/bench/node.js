/**
 * The browser's code in Node, beside PBKDF2 alone: `node tests/bench/node.js ROUNDS` prints one line
 * of JSON, a list of rounds, each `{pbkdf2_ms, seal_ms, open_ms}`.
 *
 * Sealing is what a reporter waits for after "send", opening what follows the code: both begin with
 * deriving the keys.
 */
import { measure } from "../js/bench.js";

const PARAMETERS = {
  name: "PBKDF2",
  hash: "SHA-256",
  salt: new Uint8Array(49),
  iterations: 600_000,
};

async function stretch() {
  const digits = new TextEncoder().encode("7".repeat(28));
  const key = await crypto.subtle.importKey("raw", digits, "PBKDF2", false, ["deriveBits"]);
  const start = performance.now();
  await crypto.subtle.deriveBits(PARAMETERS, key, 256);
  return performance.now() - start;
}

const rounds = [];
for (let left = Number(process.argv[2] ?? 3); left > 0; left--) {
  const before = await stretch();
  const { derive_receipt, seal_report, open_report } = await measure();
  const pbkdf2_ms = (before + (await stretch())) / 2;
  const seal_ms = derive_receipt.median_ms + seal_report.median_ms;
  rounds.push({ pbkdf2_ms, seal_ms, open_ms: derive_receipt.median_ms + open_report.median_ms });
}
console.log(JSON.stringify(rounds));
