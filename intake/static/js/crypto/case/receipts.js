/**
 * The receipt: 28 decimal digits that open the box (SPEC 3).
 *
 * Digits, because they are the same in every script and can be dictated. There are no check digits,
 * so that an invented code looks like a mistyped one.
 */
import { concat, native, randomBytes, sha256, utf8, wipe } from "../bytes.js";
import { readDigits } from "../encoding.js";
import { deriveKey } from "../keys.js";

export const DIGITS = 28;
const ROUNDS = 600_000; // PBKDF2-HMAC-SHA256; native in every browser, where Argon2 needs WebAssembly.

/** What was typed is not a receipt. */
export class ReceiptError extends Error {}

/**
 * What a receipt opens, 32 bytes each: `reporterSeed` makes the age identity the box key file is
 * sealed to, `token` is shown to the server at every return, `authorSeed` signs what the reporter
 * writes.
 * @typedef {{reporterSeed: Uint8Array, token: Uint8Array, authorSeed: Uint8Array}} ReporterKeys
 */

/**
 * Return 28 uniform random digits.
 * @param {(length: number) => Uint8Array} [draw] random bytes; only tests pass another than the
 *   browser's
 * @returns {string}
 */
export function newReceipt(draw = randomBytes) {
  let digits = "";
  while (digits.length < DIGITS) {
    const [high, low] = draw(2);
    const number = high * 256 + low;
    if (number < 60_000) {
      // Above it some groups of four would be likelier than others.
      digits += String(number % 10_000).padStart(4, "0");
    }
  }
  return digits;
}

/**
 * Return the 28 ASCII digits of a typed receipt; what stands between them is passed over.
 * @param {string} typed
 * @returns {string}
 * @throws {ReceiptError} another number of digits
 */
export function parseReceipt(typed) {
  const digits = readDigits(typed);
  if (digits.length !== DIGITS) {
    throw new ReceiptError("not a receipt");
  }
  return digits;
}

/**
 * Return how many decimal digits of any script were typed: what is no receipt is counted.
 * @param {string} typed
 * @returns {number}
 */
export function countDigits(typed) {
  return readDigits(typed).length;
}

/**
 * Return the digits in groups of four, as shown to people.
 * @param {string} receipt
 * @returns {string}
 */
export function formatReceipt(receipt) {
  return receipt.replace(/.{4}(?=.)/g, "$& ");
}

/**
 * Return the keys of a receipt; takes about 150 ms, on purpose.
 * @param {string} receipt 28 ASCII digits, as `parseReceipt` returns them
 * @param {Uint8Array} instanceSalt the 32 bytes of this instance
 * @returns {Promise<ReporterKeys>}
 * @throws {ReceiptError} not 28 ASCII digits
 */
export async function deriveReporter(receipt, instanceSalt) {
  if (parseReceipt(receipt) !== receipt) {
    throw new ReceiptError("not a receipt");
  }
  const salt = concat(utf8("intake/v1/receipt"), instanceSalt);
  const parameters = { name: "PBKDF2", hash: "SHA-256", salt: native(salt), iterations: ROUNDS };
  const digits = native(utf8(receipt));
  const imported = await crypto.subtle.importKey("raw", digits, "PBKDF2", false, ["deriveBits"]);
  const root = new Uint8Array(await crypto.subtle.deriveBits(parameters, imported, 256));
  const keys = {
    reporterSeed: await deriveKey(root, "intake/v1/reporter-identity"),
    token: await deriveKey(root, "intake/v1/box-token"),
    authorSeed: await deriveKey(root, "intake/v1/author"),
  };
  wipe(root, digits);
  return keys;
}

/**
 * Return SHA-256 of the box token, 32 bytes: all that the server keeps of a receipt.
 * @param {Uint8Array} token 32 bytes
 * @returns {Promise<Uint8Array>}
 */
export function tokenHash(token) {
  return sha256(token);
}
