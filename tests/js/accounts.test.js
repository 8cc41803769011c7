import assert from "node:assert/strict";
import { test } from "node:test";
import { openFile } from "../../intake/static/js/crypto/age/file.js";
import { newSeed, parseRecipient, recipientOf } from "../../intake/static/js/crypto/age/hybrid.js";
import { b64u, hex, parseB64u } from "../../intake/static/js/crypto/encoding.js";
import { deriveKey } from "../../intake/static/js/crypto/keys.js";
import {
  deriveAccount,
  deriveLogin,
  openSeedFile,
  openSession,
  passphraseSalt,
  sealSeedFile,
  sealSession,
} from "../../intake/static/js/crypto/roster/accounts.js";
import {
  rosterSafetyNumber,
  safetyNumber,
} from "../../intake/static/js/crypto/roster/aloud/safety.js";
import { decode, sealedFile, unhex, vectors } from "./vectors.js";

const ALICE = "a1".repeat(16);

test("an account seed gives the same keys in both languages", async () => {
  for (const vector of vectors("accounts", "account")) {
    const keys = await deriveAccount(unhex(vector.account_seed));
    assert.equal(hex(keys.identitySeed), vector.identity_seed);
    assert.equal(hex(keys.signingSeed), vector.signing_seed);
    assert.equal(hex(keys.vaultSeed), vector.vault_seed);
  }
});

test("a stretched passphrase gives the same keys in both languages", async () => {
  for (const vector of vectors("accounts", "login")) {
    const serverSalt = unhex(vector.server_salt);
    const salt = await passphraseSalt(vector.origin, vector.user_name, serverSalt);
    assert.equal(hex(salt), vector.salt);
    const keys = await deriveLogin(unhex(vector.stretched));
    assert.equal(hex(keys.authSecret), vector.auth_secret);
    assert.equal(hex(keys.unlockSeed), vector.unlock_seed);
  }
});

test("seed files that Python made open, or are refused with the same reason", async () => {
  for (const vector of vectors("accounts", "seed_file")) {
    const file = sealedFile(vector.file);
    const opened = openSeedFile(file, unhex(vector.unlock_seed), vector.account);
    if (vector.error) {
      await assert.rejects(opened, { reason: vector.error }, vector.name);
    } else {
      assert.equal(hex(await opened), vector.account_seed);
    }
  }
});

test("a seed file we make holds what Python's holds", async () => {
  const [vector] = vectors("accounts", "seed_file");
  const unlock = newSeed();
  const file = await sealSeedFile(vector.account, unhex(vector.account_seed), recipientOf(unlock));
  assert.equal(decode(await openFile(file, unlock)).trimEnd(), vector.text);
});

test("the session's identity is the one Python derives", async () => {
  for (const { server_half: half, salt, seed } of vectors("accounts", "session")) {
    assert.equal(hex(await deriveKey(unhex(half), "intake/v1/session", unhex(salt))), seed);
  }
});

test("a sealed session opens with the server's half only", async () => {
  const [seed, half] = [newSeed(), newSeed()];
  const stored = await sealSession(ALICE, seed, half);
  assert.deepEqual(await openSession(stored, ALICE, half), seed);
  assert.ok(!stored.includes(b64u(seed)) && !stored.includes(hex(seed)));
  await assert.rejects(openSession(stored, ALICE, newSeed()), { reason: "wrong_identity" });
  await assert.rejects(openSession(stored, "0".repeat(32), half), { reason: "bad_holder" });
});

test("a damaged session is refused and throws nothing else", async () => {
  const half = newSeed();
  const stored = await sealSession(ALICE, newSeed(), half);
  const [salt, file] = stored.split(".");
  const short = b64u(parseB64u(file, 2683).slice(0, -1));
  assert.equal(b64u(parseB64u(salt, 16)), salt);
  for (const damaged of ["", ".", "x", salt, `${salt}.`, `.${file}`, `${file}.${salt}`]) {
    await assert.rejects(openSession(damaged, ALICE, half), { name: "Error", reason: /^\w+$/ });
  }
  await assert.rejects(openSession(`${salt}.${short}`, ALICE, half), { reason: "not_age" });
});

test("safety numbers are the ones Python shows", async () => {
  for (const vector of vectors("accounts", "safety")) {
    const { desk, user_name: name, recipient_text: text, verification_key: key } = vector;
    assert.equal(await safetyNumber(desk, name, parseRecipient(text), unhex(key)), vector.number);
  }
  for (const { roster_hash: hash, number } of vectors("accounts", "roster_safety")) {
    assert.equal(await rosterSafetyNumber(unhex(hash)), number);
  }
});
