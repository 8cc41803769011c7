/**
 * The worker that stretches passphrases with Argon2id (SPEC 7).
 *
 * Its own response carries `wasm-unsafe-eval`, which no page has. The cost stands here, in the
 * client: whoever serves the salt has no say in it.
 */
import { argon2id } from "hash-wasm";

const COST = { memorySize: 65_536, iterations: 3, parallelism: 1, hashLength: 32 }; // KiB, passes.

/** @param {MessageEvent<{passphrase: Uint8Array, salt: Uint8Array}>} event */
async function stretch({ data: { passphrase, salt } }) {
  try {
    postMessage(await argon2id({ password: passphrase, salt, ...COST, outputType: "binary" }));
  } catch {
    postMessage(null);
  } finally {
    passphrase.fill(0);
  }
}

addEventListener("message", stretch);
