/**
 * The JavaScript half of tests/crypto/test_twins.py: `node tests/js/twin.js seal|open`.
 *
 * `seal` reads seeds, seals one of everything and prints it; `open` reads what Python sealed and
 * prints what was in it. Both speak JSON on standard input and output, with bytes as base64.
 */
import { readFileSync } from "node:fs";
import { encodeRecipient, recipientOf } from "../../intake/static/js/crypto/age/hybrid.js";
import { STAFF_KINDS } from "../../intake/static/js/crypto/case/act_bodies.js";
import {
  accountHolder,
  BOX,
  deskHolder,
  openKeyFile,
  verifyKeyFile,
} from "../../intake/static/js/crypto/case/keyfiles.js";
import { fileHash } from "../../intake/static/js/crypto/case/objects.js";
import { newReader } from "../../intake/static/js/crypto/case/reading/reader.js";
import { openAsAccount } from "../../intake/static/js/crypto/case/reading/trusted.js";
import { sealAct } from "../../intake/static/js/crypto/case/sealing/acts.js";
import { sealMessage } from "../../intake/static/js/crypto/case/sealing/messages.js";
import { sealReport } from "../../intake/static/js/crypto/case/sealing/sending.js";
import { takeCase } from "../../intake/static/js/crypto/case/sealing/taking.js";
import { b64u } from "../../intake/static/js/crypto/encoding.js";
import { verificationKey } from "../../intake/static/js/crypto/keys.js";
import * as accounts from "../../intake/static/js/crypto/roster/accounts.js";
import { makeDeskKeyFile, openDeskKeyFile } from "../../intake/static/js/crypto/roster/deskkeys.js";
import { signRoster, walkRoster } from "../../intake/static/js/crypto/roster/rosterchain.js";
import { pinOf } from "../../intake/static/js/crypto/roster/rostertext.js";
import { openVault, sealVault } from "../../intake/static/js/crypto/roster/vault.js";

/** @typedef {Record<string, Uint8Array>} Seeds */

const DAY = "2026-11-22";

/** @param {string} text */
const bytes = (text) => Uint8Array.from(Buffer.from(text, "base64"));
/** @param {Uint8Array} data */
const base64 = (data) => Buffer.from(data).toString("base64");

/**
 * @param {any} input
 * @param {Seeds} seeds
 */
async function seal({ draft, account, desk }, seeds) {
  const alice = await accounts.deriveAccount(seeds.account);
  const reporter = { reporterSeed: seeds.reporter, token: seeds.token, authorSeed: seeds.author };
  const to = { id: desk, epoch: 1, recipient: recipientOf(seeds.desk) };
  const { case: id, meta, parts } = await sealReport(draft, to, reporter);

  const box = await openKeyFile(parts.key_box, seeds.reporter, id, BOX);
  const after = [await fileHash(parts.report)];
  const said = { by: "reporter", day: DAY, after, text: draft.answers.story };
  const message = await sealMessage(box, seeds.author, said);
  const holders = new Map([[account, recipientOf(alice.identitySeed)]]);
  const granted = await openKeyFile(parts.key_desk, seeds.desk, id, deskHolder(desk, 1));
  const files = await takeCase(granted, account, alice.signingSeed, holders);
  const taken = files.get(account) ?? new Uint8Array();
  const key = await verificationKey(alice.signingSeed);
  const own = await openKeyFile(taken, alice.identitySeed, id, accountHolder(account));
  const staff = { ...said, by: "staff", after: [message.sha256] };
  const answer = await sealMessage(own, alice.signingSeed, staff);
  const trusted = await openAsAccount(taken, { account, ...alice }, id, new Map([[account, key]]));
  const text = { day: DAY, text: draft.answers.story };
  const note = await sealAct(trusted, alice.signingSeed, "note", text);

  const roster = await firstRoster(desk, seeds.desk, account, alice);
  const holder = accountHolder(account);
  const deskKeys = { desk, epochs: new Map([[1, seeds.desk]]), holder, by: holder };
  const deskKey = await makeDeskKeyFile(deskKeys, alice.signingSeed, holders.get(account) ?? taken);
  const unlock = recipientOf(seeds.unlock);
  const sealed = {
    ...parts,
    taken,
    message: message.file,
    answer: answer.file,
    note: note.file,
    desk_key: deskKey,
    seed: await accounts.sealSeedFile(account, seeds.account, unlock),
    vault: await sealVault({ state: "seen", pin: await pinOf(roster) }, alice.vaultSeed),
  };
  return {
    meta,
    rows: [message.row, answer.row, note.row],
    files: Object.fromEntries(Object.entries(sealed).map(([name, data]) => [name, base64(data)])),
    session: await accounts.sealSession(account, seeds.account, seeds.half),
    roster: await signRoster(roster, account, alice.signingSeed),
  };
}

/**
 * @param {string} desk
 * @param {Uint8Array} deskSeed
 * @param {string} account
 * @param {accounts.AccountKeys} keys
 */
async function firstRoster(desk, deskSeed, account, { identitySeed, signingSeed }) {
  const member = {
    account,
    userName: "alice",
    role: "caseworker",
    triage: true,
    recipient: encodeRecipient(recipientOf(identitySeed)),
    key: b64u(await verificationKey(signingSeed)),
  };
  const recipient = encodeRecipient(recipientOf(deskSeed));
  return { desk, version: 1, previous: "-", epoch: 1, recipient, members: [member] };
}

/**
 * @param {any} input
 * @param {Seeds} seeds
 */
async function open({ meta, rows, files, session, roster, account, desk }, seeds) {
  /** @type {Record<string, Uint8Array>} */
  const parts = Object.fromEntries(Object.keys(files).map((name) => [name, bytes(files[name])]));
  const alice = await accounts.deriveAccount(seeds.account);
  const walk = await walkRoster([roster], desk);
  const holder = accountHolder(account);
  const taken = await openKeyFile(parts.taken, alice.identitySeed, meta.case, holder);
  await verifyKeyFile(taken, await verificationKey(alice.signingSeed));
  const box = await openKeyFile(parts.key_box, seeds.reporter, meta.case, BOX);
  await verifyKeyFile(box, box.author);
  const { epochs, notes, report, contact } = taken;
  const reader = newReader({
    case: meta.case,
    author: taken.author,
    seeds: epochs,
    notes,
    kinds: STAFF_KINDS,
    deskSeed: seeds.desk,
    staff: walk.staffKeys(),
    pinned: { report, contact },
  });
  const bodies = [];
  for (const kind of ["report", "summary", "contact"]) {
    const row = { case: meta.case, id: meta.ids[kind], kind, epoch: 0, by: "reporter" };
    const frame = await reader.read(row, parts[kind]);
    bodies.push(frame.body);
  }
  const missing = [];
  for (const [i, name] of ["message", "answer", "note"].entries()) {
    const frame = await reader.read(rows[i], parts[name]);
    bodies.push(frame.body);
    missing.push(...reader.missingParents(frame));
  }
  const identity = alice.identitySeed;
  const deskKey = await openDeskKeyFile(parts.desk_key, identity, account, walk);
  return {
    bodies,
    missing,
    reporter: encodeRecipient(taken.reporter),
    desk_seed: base64(deskKey.epochs.get(1) ?? new Uint8Array()),
    account_seed: base64(await accounts.openSeedFile(parts.seed, seeds.unlock, account)),
    session_seed: base64(await accounts.openSession(session, account, seeds.half)),
    memory: await openVault(parts.vault, alice.vaultSeed),
    roster_pin: await walk.pin(),
  };
}

const input = JSON.parse(readFileSync(0, "utf8"));
/** @type {Seeds} */
const seeds = Object.fromEntries(
  Object.keys(input.seeds).map((name) => [name, bytes(input.seeds[name])]),
);
const run = process.argv[2] === "seal" ? seal : open;
console.log(JSON.stringify(await run(input, seeds)));
