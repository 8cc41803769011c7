import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeRecipient, newSeed, recipientOf } from "../../intake/static/js/crypto/age/hybrid.js";
import { accountHolder } from "../../intake/static/js/crypto/case/keyfiles.js";
import { b64u } from "../../intake/static/js/crypto/encoding.js";
import { verificationKey } from "../../intake/static/js/crypto/keys.js";
import { makeDeskKeyFile, openDeskKeyFile } from "../../intake/static/js/crypto/roster/deskkeys.js";
import { RosterError } from "../../intake/static/js/crypto/roster/roster.js";
import {
  cosignRoster,
  signRoster,
  walkRoster,
} from "../../intake/static/js/crypto/roster/rosterchain.js";
import { nextRoster } from "../../intake/static/js/crypto/roster/rosterrules.js";
import {
  encodeRoster,
  parseRoster,
  pinOf,
  rosterHash,
} from "../../intake/static/js/crypto/roster/rostertext.js";
import { sealedFile, unhex, vectors } from "./vectors.js";

const DESK = "d0".repeat(16);
/** @type {Map<string, string>} */
const notes = new Map(vectors("roster", "note").map(({ name, note }) => [name, note]));
const chain = ["v1", "v2", "v3", "v4 removes, one signature", "v5 rotates"];

/** @param {string[]} names */
function walk(names, desk = DESK, pin = undefined, today = undefined) {
  return walkRoster(
    names.map((name) => notes.get(name) ?? name),
    desk,
    pin,
    today,
  );
}

/** @param {string} name */
async function person(name) {
  const [seed, signing] = [newSeed(), newSeed()];
  const member = {
    account: Buffer.from(name.padEnd(16)).toString("hex"),
    userName: name,
    role: "caseworker",
    triage: true,
    recipient: encodeRecipient(recipientOf(seed)),
    key: b64u(await verificationKey(signing)),
  };
  return { seed, signing, member, account: member.account };
}

for (const { name, text, hash } of vectors("roster", "parse")) {
  test(`a text is read as in Python: ${name || "nothing"}`, async () => {
    if (hash) {
      assert.equal(encodeRoster(parseRoster(text)), text);
      assert.equal(await rosterHash(text), hash);
    } else {
      assert.throws(() => parseRoster(text), { reason: "bad_roster" });
    }
  });
}

for (const { name, notes: names, desk, pin, today, ...expected } of vectors("roster", "walk")) {
  test(`a chain is walked as in Python: ${name}`, async () => {
    const walked = walk(names, desk, pin ?? undefined, today ?? undefined);
    if (expected.error) {
      await assert.rejects(walked, { reason: expected.error });
    } else {
      assert.deepEqual(await (await walked).pin(), expected.newest);
    }
  });
}

for (const vector of vectors("roster", "desk_key_file")) {
  test(`a desk key file is opened as in Python: ${vector.name}`, async () => {
    const { notes: names, desk, seed, account, error, file } = vector;
    const walked = await walk(names, desk);
    const opened = openDeskKeyFile(sealedFile(file), unhex(seed), account, walked);
    if (error) {
      await assert.rejects(opened, { reason: error });
      return;
    }
    const { epochs, by, holder } = await opened;
    const text = JSON.parse(vector.text);
    assert.deepEqual([by, holder], [text.by, text.for]);
    assert.deepEqual(
      [...epochs].map(([epoch, bytes]) => ({ epoch, seed: b64u(bytes) })),
      text.epochs,
    );
  });
}

test("a desk begins with one member, who admits a second and is given the desk's seed", async () => {
  const [alice, bob] = [await person("alice"), await person("bob")];
  const deskSeed = newSeed();
  const first = {
    desk: DESK,
    version: 1,
    previous: "-",
    epoch: 1,
    recipient: encodeRecipient(recipientOf(deskSeed)),
    members: [alice.member],
  };
  const second = await nextRoster(first, [bob.member, alice.member]);
  const signed = [
    await signRoster(first, alice.account, alice.signing),
    await signRoster(second, alice.account, alice.signing),
  ];
  const walked = await walk(signed, DESK);
  assert.equal(walked.findTriage(bob.account)?.userName, "bob");
  assert.equal(walked.findTriage("0".repeat(32)), undefined);
  assert.equal(walked.staffKeys().size, 2);
  assert.deepEqual(await walked.pin(), await pinOf(second));
  const keyFile = {
    desk: DESK,
    epochs: new Map([[1, deskSeed]]),
    holder: accountHolder(bob.account),
    by: accountHolder(alice.account),
  };
  const file = await makeDeskKeyFile(keyFile, alice.signing, recipientOf(bob.seed));
  const opened = await openDeskKeyFile(file, bob.seed, bob.account, walked);
  assert.deepEqual(opened.epochs.get(1), deskSeed);
});

test("a third member needs the signatures of both", async () => {
  const people = [await person("alice"), await person("bob"), await person("carol")];
  const [alice, bob, carol] = people;
  const members = people.map(({ member }) => member);
  const recipient = encodeRecipient(recipientOf(newSeed()));
  const base = { desk: DESK, version: 1, previous: "-", epoch: 1, recipient };
  const first = { ...base, members: members.slice(0, 1) };
  const second = await nextRoster(first, members.slice(0, 2));
  const third = await nextRoster(second, members);
  const start = [
    await signRoster(first, alice.account, alice.signing),
    await signRoster(second, alice.account, alice.signing),
  ];
  const proposed = await signRoster(third, bob.account, bob.signing);
  await assert.rejects(walk([...start, proposed], DESK), { reason: "too_few_signatures" });
  const foreign = await cosignRoster(proposed, carol.account, carol.signing);
  await assert.rejects(walk([...start, foreign], DESK), { reason: "too_few_signatures" });
  const agreed = await cosignRoster(proposed, alice.account, alice.signing);
  assert.equal((await walk([...start, agreed], DESK)).newest.members.length, 3);
});

test("a roster that no reader accepts is not signed", async () => {
  const walked = await walk(chain);
  const alone = { ...walked.newest, members: [] };
  assert.throws(() => signRoster(alone, "x", newSeed()), RosterError);
  await assert.rejects(cosignRoster("hello\n", "x", newSeed()), { reason: "bad_roster" });
});

test("the newest entry with triage counts, also of one who has left", async () => {
  const walked = await walk(chain);
  const [left] = walked.rosters[0].members;
  assert.equal(walked.newest.members.includes(left), false);
  assert.equal(walked.findTriage(left.account)?.key, left.key);
});
