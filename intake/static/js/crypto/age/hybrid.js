/**
 * age recipients and identities of the type `mlkem768x25519` (C2SP age.md; X-Wing in HPKE).
 *
 * An identity is a seed of 32 bytes, a recipient 1,216 bytes: ML-KEM-768, then X25519.
 * age-encryption composes the same noble parts and is what the tests compare with; composed here
 * they are 6 kB smaller, and no other kind of stanza can be asked for.
 */
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { x25519 } from "@noble/curves/ed25519.js";
import { sha3_256, shake256 } from "@noble/hashes/sha3.js";
import { ml_kem768 } from "@noble/post-quantum/ml-kem.js";
import { concat, hmacSha256, randomBytes, utf8, wipe } from "../bytes.js";
import { EncodingError } from "../encoding.js";
import { encodeBech32, parseBech32 } from "./bech32.js";
import { AgeError } from "./header.js";

/** @typedef {import("./header.js").Stanza} Stanza */
/**
 * The keys of a seed, computed once: making them is half of the work of opening a small file.
 * `secretKey` is ML-KEM's, 2,400 bytes, `scalar` and `publicKey` X25519's.
 * @typedef {{secretKey: Uint8Array, scalar: Uint8Array, publicKey: Uint8Array}} Identity
 */

const SEED_BYTES = 32;
const RECIPIENT_BYTES = 1216;
const MLKEM_KEY_BYTES = 1184; // The rest of a recipient is X25519.
const MLKEM_MODULUS = 3329;
const MLKEM_ENC_BYTES = 1088; // The rest of `enc` is the X25519 share.

const XWING_LABEL = utf8("\\.//^\\");
const PREFIX = "age1pq";
const EMPTY = new Uint8Array(0);
const ZEROS = new Uint8Array(32); // HMAC pads its key, so this is the empty salt of HKDF.

/**
 * Return a fresh identity.
 * @returns {Uint8Array} 32 random bytes
 */
export function newSeed() {
  return randomBytes(SEED_BYTES);
}

/**
 * Return the recipient of a seed.
 * @param {Uint8Array} seed 32 bytes
 * @returns {Uint8Array} 1,216 bytes
 */
export function recipientOf(seed) {
  const { kem, scalar } = privateKeys(seed);
  const recipient = concat(kem.publicKey, x25519.getPublicKey(scalar));
  wipe(kem.secretKey, scalar);
  return recipient;
}

/**
 * Return the text form of a recipient.
 * @param {Uint8Array} recipient 1,216 bytes
 * @returns {string} `age1pq1…`, 1,959 characters
 */
export function encodeRecipient(recipient) {
  return encodeBech32(PREFIX, recipient);
}

/**
 * Return the 1,216 bytes of a recipient's text form, which is lower case.
 * @param {string} text
 * @returns {Uint8Array}
 * @throws {EncodingError} not such a text, or no key that anything can be sealed to
 */
export function parseRecipient(text) {
  const recipient = parseBech32(PREFIX, text);
  if (!isRecipient(recipient)) {
    throw new EncodingError("not a usable recipient");
  }
  return recipient;
}

/**
 * Return the stanza that wraps a file key for one recipient.
 * @param {Uint8Array} fileKey 16 bytes
 * @param {Uint8Array} recipient 1,216 bytes
 * @returns {Promise<Stanza>}
 * @throws {AgeError} the recipient is no key
 */
export async function wrapFileKey(fileKey, recipient) {
  if (!isRecipient(recipient)) {
    throw new AgeError("not a usable recipient");
  }
  const publicKey = recipient.slice(MLKEM_KEY_BYTES);
  const ephemeral = randomBytes(32);
  const share = x25519.getPublicKey(ephemeral);
  const [{ cipherText, sharedSecret }, agreed] = orRefuse(() => [
    ml_kem768.encapsulate(recipient.slice(0, MLKEM_KEY_BYTES)),
    x25519.getSharedSecret(ephemeral, publicKey),
  ]);
  const secret = sha3_256(concat(sharedSecret, agreed, share, publicKey, XWING_LABEL));
  const { key, nonce } = await contextOf(secret);
  const body = chacha20poly1305(key, nonce).encrypt(fileKey);
  wipe(ephemeral, sharedSecret, agreed, secret, key);
  return { enc: concat(cipherText, share), body };
}

/**
 * Return the keys of a seed, for whoever opens several files with it.
 * @param {Uint8Array} seed 32 bytes
 * @returns {Identity} to be overwritten with `wipeIdentity`
 */
export function expandIdentity(seed) {
  const { kem, scalar } = privateKeys(seed);
  return { secretKey: kem.secretKey, scalar, publicKey: x25519.getPublicKey(scalar) };
}

/** @param {Identity} identity to overwrite */
export function wipeIdentity({ secretKey, scalar }) {
  wipe(secretKey, scalar);
}

/**
 * Return the file key of a stanza.
 * @param {Stanza} stanza
 * @param {Identity} identity
 * @returns {Promise<Uint8Array | null>} 16 bytes, or null if the stanza is for another identity
 * @throws {AgeError} a stanza that no sender makes
 */
export async function unwrapFileKey({ enc, body }, { secretKey, scalar, publicKey }) {
  const share = enc.slice(MLKEM_ENC_BYTES);
  const [sharedSecret, agreed] = orRefuse(() => [
    ml_kem768.decapsulate(enc.slice(0, MLKEM_ENC_BYTES), secretKey),
    x25519.getSharedSecret(scalar, share),
  ]);
  const secret = sha3_256(concat(sharedSecret, agreed, share, publicKey, XWING_LABEL));
  const { key, nonce } = await contextOf(secret);
  wipe(sharedSecret, agreed, secret);
  try {
    return chacha20poly1305(key, nonce).decrypt(body);
  } catch {
    return null;
  } finally {
    wipe(key);
  }
}

/**
 * Check the length and the lattice half, which is 12-bit numbers below 3,329 (FIPS 203, 7.2).
 *
 * The library's own check reads the numbers back unreduced and so never fails.
 * @param {Uint8Array} recipient
 */
function isRecipient(recipient) {
  for (let i = 0; i < MLKEM_KEY_BYTES - 32; i += 3) {
    const [low, middle, high] = recipient.subarray(i, i + 3);
    if (
      (((middle & 15) << 8) | low) >= MLKEM_MODULUS ||
      ((high << 4) | (middle >> 4)) >= MLKEM_MODULUS
    ) {
      return false;
    }
  }
  return recipient.length === RECIPIENT_BYTES;
}

/** @param {Uint8Array} seed */
function privateKeys(seed) {
  const expanded = shake256(seed, { dkLen: 96 });
  const kem = ml_kem768.keygen(expanded.slice(0, 64));
  const scalar = expanded.slice(64);
  wipe(expanded);
  return { kem, scalar };
}

/**
 * The library refuses points that lead to the all-zero secret.
 * @template T
 * @param {() => T} exchange
 * @returns {T}
 */
function orRefuse(exchange) {
  try {
    return exchange();
  } catch {
    throw new AgeError("not a usable key");
  }
}

/**
 * HPKE's key schedule in base mode (RFC 9180, 5.1): key and nonce of the only message.
 * @param {Uint8Array} secret the KEM's shared secret, 32 bytes
 */
async function contextOf(secret) {
  const info = utf8("age-encryption.org/mlkem768x25519");
  const pskIdHash = await labeled(ZEROS, "psk_id_hash", EMPTY);
  const context = concat(Uint8Array.of(0), pskIdHash, await labeled(ZEROS, "info_hash", info));
  const schedule = await labeled(secret, "secret", EMPTY);
  const one = Uint8Array.of(1); // HKDF-Expand numbers its blocks; both outputs fit the first.
  const key = await labeled(schedule, "key", concat(context, one), 32);
  const nonce = await labeled(schedule, "base_nonce", concat(context, one), 12);
  wipe(schedule);
  return { key, nonce: nonce.slice(0, 12) };
}

/**
 * LabeledExtract, and with a length the first block of LabeledExpand (RFC 9180, 4).
 * @param {Uint8Array} key
 * @param {string} label
 * @param {Uint8Array} data
 * @param {number} [length] bytes
 */
function labeled(key, label, data, length) {
  const suite = [0x64, 0x7a, 0, 1, 0, 3]; // X-Wing, HKDF-SHA256, ChaCha20-Poly1305.
  const start = length === undefined ? EMPTY : Uint8Array.of(0, length);
  const parts = [start, utf8("HPKE-v1HPKE"), Uint8Array.from(suite), utf8(label), data];
  return hmacSha256(key, concat(...parts));
}
