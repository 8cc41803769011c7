/**
 * The vault: what a client remembers of the roster, sealed to itself (SPEC 7).
 *
 * The server keeps it and can neither read nor write it; it can hand out an older one. Whatever may
 * be handed out therefore names a roster that the chain must contain, from enrolment on.
 */
import { sealFile } from "../age/file.js";
import { recipientOf } from "../age/hybrid.js";
import { openPadded, Untrusted } from "../case/objects.js";
import { b64u, EncodingError, encodeJson, parseJson } from "../encoding.js";
import { pad, SHORT } from "../padding.js";
import { anyObject, binary, constant, exactObject, integer, oneOf, text } from "../shapes.js";

/**
 * The newest roster a client has verified: b64u SHA-256 of its text, and its version.
 * @typedef {{roster: string, version: number}} Pin
 */

/**
 * What a vault holds. `none`: no roster was ever seen; `seen`: its number was compared with nobody
 * yet; `compared`: made, compared by voice, or reached by the chain from one that was.
 * @typedef {{state: "none", pin: null} | {state: "seen" | "compared", pin: Pin}} Memory
 */

/** @type {Memory} */
export const NOTHING_SEEN = Object.freeze({ state: "none", pin: null });

const NO_HASH = b64u(new Uint8Array(32)); // What version 1 wrote for a roster never compared.

/**
 * Return the vault as an age file; always version 2.
 * @param {Memory} memory
 * @param {Uint8Array} vaultSeed 32 bytes
 * @returns {Promise<Uint8Array>}
 * @throws {EncodingError} it is none that a reader accepts
 */
export async function sealVault({ state, pin }, vaultSeed) {
  const pinned = pin && { roster: pin.roster, version: pin.version };
  const fields = { kind: "vault", pin: pinned, state, v: 2 };
  read(fields);
  return sealFile(pad(encodeJson(fields), SHORT), recipientOf(vaultSeed));
}

/**
 * Return what a vault of version 1 or 2 holds.
 * @param {Uint8Array} file
 * @param {Uint8Array} vaultSeed 32 bytes
 * @returns {Promise<Memory>}
 * @throws {Untrusted} not_age, wrong_identity (also that of another account), bad_padding or bad_key
 *   (another shape)
 */
export async function openVault(file, vaultSeed) {
  const json = await openPadded(file, vaultSeed, SHORT);
  try {
    const fields = anyObject(parseJson(json));
    constant(fields.kind, "vault");
    return fields.v === 1 ? readFirst(fields) : read(fields);
  } catch (error) {
    throw error instanceof EncodingError ? new Untrusted("bad_key") : error;
  }
}

/**
 * Read version 1, which knew compared rosters only, and wrote zeros for none.
 * @param {unknown} value
 * @returns {Memory}
 */
function readFirst(value) {
  const pin = readPin(exactObject(value, "kind pin v").pin);
  return pin.roster === NO_HASH ? NOTHING_SEEN : { state: "compared", pin };
}

/** @param {unknown} value @returns {Memory} */
function read(value) {
  const fields = exactObject(value, "kind pin state v");
  constant(fields.v, 2);
  const state = oneOf(fields.state, ["none", "seen", "compared"]);
  if (state === "none") {
    constant(fields.pin, null);
    return NOTHING_SEEN;
  }
  return { state: /** @type {"seen" | "compared"} */ (state), pin: readPin(fields.pin) };
}

/** @param {unknown} value @returns {Pin} */
function readPin(value) {
  const pin = exactObject(value, "roster version");
  binary(pin.roster);
  return { roster: text(pin.roster), version: integer(pin.version, 1) };
}
