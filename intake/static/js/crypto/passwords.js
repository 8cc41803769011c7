/**
 * Passphrases: generated here, stretched here, and never sent (SPEC 7). Staff pages only.
 *
 * Argon2id needs WebAssembly and 64 MiB, so it runs in a worker whose response alone may compile it
 * (pages/auth/argon2.js). Its cost is fixed there: a server cannot ask for a weaker one.
 */
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { randomBytes, utf8, wipe } from "./bytes.js";

const WORDS = 8;
const LIST_WORDS = 2048; // 11 bits each: 88 bits in all.

/**
 * Return eight random words, joined by single spaces.
 * @param {(length: number) => Uint8Array} [draw] random bytes; only tests pass another than the
 *   browser's
 * @returns {string}
 */
export function newPassphrase(draw = randomBytes) {
  const bytes = draw(2 * WORDS);
  const words = [];
  for (let i = 0; i < bytes.length; i += 2) {
    // 2,048 divides 65,536, so no word is likelier than another.
    words.push(wordlist[(bytes[i] * 256 + bytes[i + 1]) % LIST_WORDS]);
  }
  wipe(bytes);
  return words.join(" ");
}

/**
 * Return a typed passphrase in lower case, NFKC, with single spaces.
 * @param {string} typed
 * @returns {string}
 */
export function normalisePassphrase(typed) {
  return typed.toLowerCase().normalize("NFKC").replace(/\s+/g, " ").trim();
}

/**
 * Stretch a passphrase; takes about a second on an old machine.
 * @param {string} passphrase as `normalisePassphrase` returns it
 * @param {Uint8Array} salt 32 bytes, see `passphraseSalt`
 * @param {Worker} worker one that runs pages/auth/argon2.js; it is stopped afterwards, with its memory
 * @returns {Promise<Uint8Array>} 32 bytes
 * @throws {Error} the worker could not run, for instance because WebAssembly is switched off
 */
export async function stretchPassphrase(passphrase, salt, worker) {
  try {
    return await new Promise((resolve, reject) => {
      worker.onerror = () => reject(new Error("no Argon2 in this browser"));
      worker.onmessage = ({ data }) => {
        data instanceof Uint8Array ? resolve(data) : reject(new Error("no Argon2 in this browser"));
      };
      worker.postMessage({ passphrase: utf8(passphrase), salt });
    });
  } finally {
    worker.terminate();
  }
}
