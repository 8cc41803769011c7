import assert from "node:assert/strict";
import { test } from "node:test";
import { openFile } from "../../intake/static/js/crypto/age/file.js";
import { EncodingError } from "../../intake/static/js/crypto/encoding.js";
import { openVault, sealVault } from "../../intake/static/js/crypto/roster/vault.js";
import { decode, sealedFile, unhex, vectors } from "./vectors.js";

for (const vector of vectors("accounts", "vault")) {
  test(`a vault is read as in Python: ${vector.name}`, async () => {
    const vaultSeed = unhex(vector.vault_seed);
    const opened = openVault(sealedFile(vector.file), vaultSeed);
    if (vector.error) {
      await assert.rejects(opened, { reason: vector.error });
      return;
    }
    assert.deepEqual(await opened, vector.memory);
    const again = await sealVault(vector.memory, vaultSeed);
    assert.deepEqual(await openVault(again, vaultSeed), vector.memory);
    const text = decode(await openFile(again, vaultSeed)).trimEnd();
    assert.equal(text === vector.text, vector.text.endsWith('"v":2}')); // Version 1 is lifted.
    assert.match(text, /"v":2}$/);
  });
}

test("nothing is sealed that could not be read back", async () => {
  const [{ memory, vault_seed: seed }] = vectors("accounts", "vault");
  for (const wrong of [
    { state: "none" },
    { pin: null },
    { state: "trusted" },
    { pin: { roster: "short", version: 1 } },
    { pin: { ...memory.pin, version: 0 } },
  ]) {
    await assert.rejects(sealVault({ ...memory, ...wrong }, unhex(seed)), EncodingError);
  }
});
