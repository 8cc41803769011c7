import assert from "node:assert/strict";
import { test } from "node:test";
import { STAFF_KINDS } from "../../intake/static/js/crypto/case/act_bodies.js";
import { peekSummary } from "../../intake/static/js/crypto/case/objects.js";
import { newReader } from "../../intake/static/js/crypto/case/reading/reader.js";
import { encodeJson } from "../../intake/static/js/crypto/encoding.js";
import { decode, epochs, sealedFile, unhex, vectors } from "./vectors.js";

const scenarios = vectors("objects");

/** @param {any} trusted @returns {import("../../intake/static/js/crypto/case/reading/reader.js").Trusted} */
function trustOf(trusted) {
  const staff = Object.entries(/** @type {Record<string, string>} */ (trusted.staff));
  return {
    ...trusted,
    seeds: epochs(trusted.seeds),
    notes: epochs(trusted.notes),
    deskSeed: trusted.desk_seed ? unhex(trusted.desk_seed) : undefined,
    author: unhex(trusted.author),
    staff: new Map(staff.map(([account, key]) => [account, unhex(key)])),
    kinds: STAFF_KINDS,
  };
}

/** @param {string} name */
function scenario(name) {
  return scenarios.find((each) => each.name === name);
}

for (const { name, reader: trusted, reads, missing, newest } of scenarios) {
  test(`as in Python: ${name}`, async () => {
    const reader = newReader(trustOf(trusted));
    const frames = [];
    for (const { row, file, text, error } of reads) {
      const read = reader.read(row, sealedFile(file));
      if (error) {
        await assert.rejects(read, { reason: error });
      } else {
        const frame = await read;
        assert.equal(decode(encodeJson(frame)), text);
        frames.push(frame);
      }
    }
    const found = new Set(frames.flatMap((frame) => reader.missingParents(frame)));
    assert.deepEqual([...found].sort(), [...missing].sort());
    assert.deepEqual(reader.newest(), newest);
  });
}

test("a reader knows who signed what it read", async () => {
  const { reader: trusted, reads } = scenario("a whole case");
  const reader = newReader(trustOf(trusted));
  for (const { row, file } of reads) {
    await reader.read(row, sealedFile(file));
    const staff = row.by === "staff" ? Object.keys(trusted.staff)[0] : "author";
    assert.equal(reader.signers.get(row.id), staff);
  }
});

test("for a reporter, who knows no staff keys, the MAC speaks for the staff", async () => {
  const { reader: trusted, reads } = scenario("an answer by an account not on the roster");
  const reader = newReader({
    case: trusted.case,
    seeds: epochs(trusted.seeds),
    author: unhex(trusted.author),
    staff: null,
  });
  const frame = await reader.read(reads[0].row, sealedFile(reads[0].file));
  assert.equal(frame.by, "staff");
  assert.equal(reader.signers.get(frame.id), "staff");
});

test("a closed reader reads nothing", async () => {
  const { reader: trusted, reads } = scenario("a whole case");
  const seeds = epochs(trusted.seeds);
  const [seed] = seeds.values();
  const reader = newReader({ ...trustOf(trusted), seeds });
  reader.close();
  assert.ok(seed.every((byte) => byte === 0));
  await assert.rejects(reader.read(reads[0].row, sealedFile(reads[0].file)), {
    reason: "wrong_identity",
  });
});

test("a summary can be looked at with the desk's seed alone", async () => {
  const { reader: trusted, reads } = scenario("a whole case");
  const { row, file, text } = reads.find((/** @type {any} */ read) => read.row.kind === "summary");
  const deskSeed = unhex(trusted.desk_seed);
  const frame = await peekSummary(row, sealedFile(file), deskSeed);
  assert.equal(decode(encodeJson(frame)), text);
  await assert.rejects(peekSummary({ ...row, id: "0".repeat(32) }, sealedFile(file), deskSeed), {
    reason: "bad_row",
  });
});
