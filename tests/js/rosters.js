/** People, their desks, and a server that hands out whichever list and vault a test puts there. */
import assert from "node:assert/strict";
import { encodeRecipient, newSeed, recipientOf } from "../../intake/static/js/crypto/age/hybrid.js";
import { b64u, hex } from "../../intake/static/js/crypto/encoding.js";
import { verificationKey } from "../../intake/static/js/crypto/keys.js";
import { deriveAccount } from "../../intake/static/js/crypto/roster/accounts.js";
import { cosignRoster, signRoster } from "../../intake/static/js/crypto/roster/rosterchain.js";
import { nextRoster } from "../../intake/static/js/crypto/roster/rosterrules.js";
import { pinOf } from "../../intake/static/js/crypto/roster/rostertext.js";
import { sealVault } from "../../intake/static/js/crypto/roster/vault.js";
import { loadRoster } from "../../intake/static/js/staff/roster/roster_state.js";

/** @typedef {Awaited<ReturnType<typeof person>>} Person */
/** @typedef {import("../../intake/static/js/crypto/roster/roster.js").Roster} Roster */

/** What the server keeps and hands out. @type {{versions: string[], vault: any}} */
export const server = { versions: [], vault: null };

/** Answer as the server does, and keep what is put. */
export function serve() {
  Object.assign(globalThis, { document: { querySelector: () => null } });
  globalThis.fetch = async (path, options) => {
    if (options?.method === "PUT") {
      assert.equal(path, "/vault");
      server.vault = JSON.parse(String(options.body)).vault;
      return new Response(null, { status: 204 });
    }
    assert.equal(path, "/roster");
    return Response.json({ ...server, proposal: null });
  };
}

/** @param {string} name */
export async function person(name) {
  const keys = await deriveAccount(newSeed());
  const account = hex(newSeed().slice(0, 16));
  const member = {
    account,
    userName: name,
    role: "caseworker",
    triage: true,
    recipient: encodeRecipient(recipientOf(keys.identitySeed)),
    key: b64u(await verificationKey(keys.signingSeed)),
  };
  return { account, username: name, role: "caseworker", keys, member };
}

/**
 * Return a chain that begins with the first and lets in the others one by one.
 * @param {Person[]} people
 */
export async function chainOf(...people) {
  const [first, second, ...more] = people;
  const epoch = { epoch: 1, recipient: encodeRecipient(recipientOf(newSeed())) };
  const desk = { desk: hex(newSeed().slice(0, 16)), version: 1, previous: "-", ...epoch };
  /** @type {Roster} */
  let roster = { ...desk, members: [first.member] };
  const rosters = [roster];
  const notes = [await signRoster(roster, first.account, first.keys.signingSeed)];
  for (const each of [second, ...more]) {
    roster = await nextRoster(roster, [...roster.members, each.member]);
    rosters.push(roster);
    const note = await signRoster(roster, first.account, first.keys.signingSeed);
    notes.push(
      roster.members.length > 2
        ? await cosignRoster(note, second.account, second.keys.signingSeed)
        : note,
    );
  }
  return { notes, pins: await Promise.all(rosters.map(pinOf)) };
}

/**
 * @param {Person} who
 * @returns {Promise<any>} what a visit came to
 */
export function visit(who) {
  serve();
  return loadRoster(who).catch((error) => error);
}

/**
 * @param {any} memory
 * @param {Person} who
 * @returns {Promise<string>} a vault of theirs as the server hands it out
 */
export async function sealed(memory, { keys }) {
  return b64u(await sealVault(memory, keys.vaultSeed));
}
