/**
 * From a typed passphrase to the keys of a sign-in, in a worker of its own (SPEC section 7).
 */

import { wipe } from "../../crypto/bytes.js";
import { parseB64u } from "../../crypto/encoding.js";
import { normalisePassphrase, stretchPassphrase } from "../../crypto/passwords.js";
import { deriveLogin, passphraseSalt } from "../../crypto/roster/accounts.js";

const SALT_BYTES = 16;

/** What the server says before it knows who asks. @typedef {{origin: string, pass_salt: string}} Start */

/**
 * Return the keys of a passphrase; takes up to three seconds.
 * @param {string} passphrase as typed
 * @param {string} username
 * @param {Start} start
 * @returns {Promise<import("../../crypto/roster/accounts.js").LoginKeys>}
 * @throws {Error} this browser cannot run Argon2
 */
export async function loginKeys(passphrase, username, start) {
  const salt = await passphraseSalt(start.origin, username, parseB64u(start.pass_salt, SALT_BYTES));
  const stretched = await stretchPassphrase(normalisePassphrase(passphrase), salt, argon2Worker());
  const keys = await deriveLogin(stretched);
  wipe(stretched);
  return keys;
}

/**
 * Return the bytes of a file that came as text.
 * @param {string} text b64u
 * @returns {Uint8Array}
 */
export function fileBytes(text) {
  return parseB64u(text, Math.floor((text.length * 3) / 4));
}

/** @type {{createScriptURL: (url: string) => string} | undefined} */
let policy;

/** The address of the worker is a Trusted Types sink; only the page's own one passes. */
function argon2Worker() {
  const address = document.body.dataset.argon2 ?? "";
  const types = /** @type {any} */ (globalThis).trustedTypes;
  policy =
    policy ??
    types?.createPolicy("intake-worker", {
      /** @param {string} url */
      createScriptURL: (url) => {
        if (url !== address) {
          throw new TypeError("not the address of this page's worker");
        }
        return url;
      },
    });
  return new Worker(policy ? policy.createScriptURL(address) : address);
}
