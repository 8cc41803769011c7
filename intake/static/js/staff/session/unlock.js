/**
 * From a typed passphrase to the keys of a sign-in, in a worker of its own (SPEC section 7).
 */

import { wipe } from "../../crypto/bytes.js";
import { parseB64u } from "../../crypto/encoding.js";
import { normalisePassphrase, stretchPassphrase } from "../../crypto/passwords.js";
import { deriveLogin, passphraseSalt } from "../../crypto/roster/accounts.js";
import { words } from "../../words/say_staff.js";
import { NotPossible } from "../problems.js";
import { startWorker } from "./own_worker.js";

const SALT_BYTES = 16;

/** What the server says before it knows who asks. @typedef {{origin: string, pass_salt: string}} Start */

/**
 * Return the keys of a passphrase; takes up to three seconds.
 * @param {string} passphrase as typed
 * @param {string} username
 * @param {Start} start
 * @returns {Promise<import("../../crypto/roster/accounts.js").LoginKeys>}
 * @throws {NotPossible} this browser cannot run Argon2
 */
export async function loginKeys(passphrase, username, start) {
  const salt = await passphraseSalt(start.origin, username, parseB64u(start.pass_salt, SALT_BYTES));
  const stretched = await stretchPassphrase(
    normalisePassphrase(passphrase),
    salt,
    startWorker("argon2"),
  ).catch(() => {
    throw new NotPossible(words("missing.stretch"));
  });
  const keys = await deriveLogin(stretched);
  wipe(stretched);
  return keys;
}
