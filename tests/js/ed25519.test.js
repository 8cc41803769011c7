import assert from "node:assert/strict";
import { test } from "node:test";
import { ed25519 } from "@noble/curves/ed25519.js";
import { randomBytes } from "../../intake/static/js/crypto/bytes.js";
import { publicKey, SignatureError, sign, verify } from "../../intake/static/js/crypto/ed25519.js";
import { unhex, vectors } from "./vectors.js";

/** RFC 8032, 7.1: seed, public key, message, signature. */
const RFC_8032 = [
  [
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
].map((vector) => vector.map(unhex));
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const BASE_POINT = `58${"66".repeat(31)}`;
const ONE = `01${"00".repeat(31)}`;

/** @param {bigint} number @returns {string} 32 bytes, little-endian, as hexadecimal */
function littleEndian(number) {
  return Buffer.from(number.toString(16).padStart(64, "0"), "hex").reverse().toString("hex");
}

test("seeds, keys and signatures are those of RFC 8032", async () => {
  for (const [seed, key, message, signature] of RFC_8032) {
    assert.deepEqual(await publicKey(seed), key);
    assert.deepEqual(await sign(seed, message), signature);
    await verify(key, message, signature);
  }
});

test("the library signs as its audited sister does", async () => {
  for (let length = 0; length < 40; length++) {
    const [seed, message] = [randomBytes(32), randomBytes(length)];
    assert.deepEqual(await publicKey(seed), ed25519.getPublicKey(seed));
    assert.deepEqual(await sign(seed, message), ed25519.sign(message, seed));
  }
});

test("a second encoding of a signature's number is refused", async () => {
  const [, key, message, signature] = RFC_8032[0];
  const number = BigInt(`0x${Buffer.from(signature.slice(32)).reverse().toString("hex")}`);
  const other = Buffer.concat([signature.slice(0, 32), unhex(littleEndian(number + ORDER))]);
  await assert.rejects(verify(key, message, Uint8Array.from(other)), SignatureError);
});

test("a key that lets one signature fit every message is refused", async () => {
  const signature = unhex(BASE_POINT + ONE);
  const prime = 2n ** 255n - 19n;
  for (const key of [1n, prime + 1n, 2n ** 255n + 1n, prime - 1n, 0n].map(littleEndian)) {
    await assert.rejects(verify(unhex(key), unhex(""), signature), SignatureError, key);
  }
});

test("bytes of another length are no key and no signature", async () => {
  const [, key, message, signature] = RFC_8032[0];
  await assert.rejects(verify(key.slice(1), message, signature), SignatureError);
  await assert.rejects(verify(key, message, signature.slice(1)), SignatureError);
  await assert.rejects(verify(new Uint8Array(0), message, signature), SignatureError);
});

test("every signature of the vectors is taken or refused as they say", async () => {
  for (const vector of vectors("ed25519")) {
    const [signedBy, message, signature] = [vector.key, vector.message, vector.signature].map(
      unhex,
    );
    const taken = await verify(signedBy, message, signature).then(
      () => true,
      () => false,
    );
    assert.equal(taken, vector.ok, vector.key);
  }
});
