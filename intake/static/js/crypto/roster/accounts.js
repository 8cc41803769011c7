/**
 * Accounts: one seed, and everything that follows from it (SPEC 7).
 *
 * The account seed lies on the server once per way of unlocking, as an age file sealed to a
 * recipient that the server never sees. Files opened here are refused as `Untrusted`.
 */
import { sealFile } from "../age/file.js";
import { recipientOf } from "../age/hybrid.js";
import { concat, randomBytes, sha256, utf8, wipe } from "../bytes.js";
import { openPadded, Untrusted } from "../case/objects.js";
import { b64u, EncodingError, encodeJson, parseB64u, parseJson } from "../encoding.js";
import { deriveKey } from "../keys.js";
import { pad, SHORT } from "../padding.js";
import { binary, constant, exactObject, hexId } from "../shapes.js";

const SALT_BYTES = 16;

/**
 * What follows from an account seed, 32 bytes each: `identitySeed` receives key files,
 * `signingSeed` is an Ed25519 seed, `vaultSeed` an identity whose recipient never leaves the client.
 * @typedef {{identitySeed: Uint8Array, signingSeed: Uint8Array, vaultSeed: Uint8Array}} AccountKeys
 */

/**
 * What follows from a stretched passphrase, 32 bytes each: `authSecret` is sent at sign-in, the
 * identity `unlockSeed` never.
 * @typedef {{authSecret: Uint8Array, unlockSeed: Uint8Array}} LoginKeys
 */

/**
 * @param {Uint8Array} accountSeed 32 bytes
 * @returns {Promise<AccountKeys>}
 */
export async function deriveAccount(accountSeed) {
  return {
    identitySeed: await deriveKey(accountSeed, "intake/v1/account-identity"),
    signingSeed: await deriveKey(accountSeed, "intake/v1/account-signing"),
    vaultSeed: await deriveKey(accountSeed, "intake/v1/vault"),
  };
}

/**
 * @param {Uint8Array} stretched 32 bytes
 * @returns {Promise<LoginKeys>}
 */
export async function deriveLogin(stretched) {
  return {
    authSecret: await deriveKey(stretched, "intake/v1/auth-secret"),
    unlockSeed: await deriveKey(stretched, "intake/v1/unlock"),
  };
}

/**
 * Return the salt that a passphrase is stretched with.
 * @param {string} origin the instance's log origin without `/log/…`
 * @param {string} userName
 * @param {Uint8Array} serverSalt 16 bytes that the server keeps for this name
 * @returns {Promise<Uint8Array>} 32 bytes
 */
export function passphraseSalt(origin, userName, serverSalt) {
  return sha256(concat(utf8(`intake/v1/pass\0${origin}\0${userName}\0`), serverSalt));
}

/**
 * Return the account seed as an age file.
 * @param {string} account 32 hexadecimal digits
 * @param {Uint8Array} accountSeed 32 bytes
 * @param {Uint8Array} recipient the unlock recipient, 1,216 bytes
 * @returns {Promise<Uint8Array>}
 */
export function sealSeedFile(account, accountSeed, recipient) {
  const fields = { account, kind: "seed", seed: b64u(accountSeed), v: 1 };
  return sealFile(pad(encodeJson(fields), SHORT), recipient);
}

/**
 * Return the account seed of a seed file.
 * @param {Uint8Array} file
 * @param {Uint8Array} unlockSeed 32 bytes
 * @param {string} account
 * @returns {Promise<Uint8Array>} 32 bytes
 * @throws {Untrusted} not_age, wrong_identity, bad_padding, bad_key (another shape) or bad_holder
 *   (another account)
 */
export async function openSeedFile(file, unlockSeed, account) {
  const json = await openPadded(file, unlockSeed, SHORT);
  return orBadKey(() => {
    const fields = exactObject(parseJson(json), "account kind seed v");
    constant(fields.kind, "seed");
    constant(fields.v, 1);
    const seed = binary(fields.seed);
    if (hexId(fields.account) !== account) {
      throw new Untrusted("bad_holder");
    }
    return seed;
  });
}

/**
 * Seal the account seed for the live session, as the text that lies in sessionStorage.
 * @param {string} account
 * @param {Uint8Array} accountSeed 32 bytes
 * @param {Uint8Array} serverHalf 32 bytes that only the live session is given
 * @returns {Promise<string>} salt and seed file, b64u, with a dot between
 */
export async function sealSession(account, accountSeed, serverHalf) {
  const salt = randomBytes(SALT_BYTES);
  const seed = await deriveKey(serverHalf, "intake/v1/session", salt);
  const file = await sealSeedFile(account, accountSeed, recipientOf(seed));
  wipe(seed);
  return `${b64u(salt)}.${b64u(file)}`;
}

/**
 * Return the account seed of a session.
 * @param {string} stored what `sealSession` returned
 * @param {string} account
 * @param {Uint8Array} serverHalf 32 bytes
 * @returns {Promise<Uint8Array>} 32 bytes
 * @throws {Untrusted} as `openSeedFile`
 */
export async function openSession(stored, account, serverHalf) {
  const [salt, file] = orBadKey(() => {
    const [first, second] = stored.split(".");
    const length = Math.floor(((second ?? "").length * 3) / 4);
    return [parseB64u(first, SALT_BYTES), parseB64u(second ?? "", length)];
  });
  const seed = await deriveKey(serverHalf, "intake/v1/session", salt);
  const accountSeed = await openSeedFile(file, seed, account);
  wipe(seed);
  return accountSeed;
}

/**
 * @template T
 * @param {() => T} read
 * @returns {T}
 */
function orBadKey(read) {
  try {
    return read();
  } catch (error) {
    throw error instanceof EncodingError ? new Untrusted("bad_key") : error;
  }
}
