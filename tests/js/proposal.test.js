import assert from "node:assert/strict";
import { test } from "node:test";
import { RosterError } from "../../intake/static/js/crypto/roster/roster.js";
import { signRoster } from "../../intake/static/js/crypto/roster/rosterchain.js";
import { nextRoster } from "../../intake/static/js/crypto/roster/rosterrules.js";
import { memberOf, numberOf, readProposal } from "../../intake/static/js/staff/desk/proposal.js";
import { newPerson, newStaff } from "./desk.js";

const { anna, walk, desk } = await newStaff();
const { newest } = walk;
const carla = await newPerson("carla");

/** @param {any} roster @param {any} [signer] */
function sign(roster, signer = anna) {
  return signRoster(roster, signer.member.account, signer.unlocked.keys.signingSeed);
}

test("a proposal says whom it lets in and who signed it", async () => {
  const next = await nextRoster(newest, [...newest.members, carla.member]);
  const { member, signer, leaves } = await readProposal(newest, await sign(next));
  assert.deepEqual(member, carla.member);
  assert.equal(signer.userName, "anna");
  assert.equal(leaves, false);
});

test("a proposal says whom it takes off, and of which day it is", async () => {
  const [first, second] = newest.members;
  const next = await nextRoster(newest, [first], "2026-11-28");
  const found = await readProposal(newest, await sign(next));
  assert.deepEqual(found.member, second);
  assert.equal(found.leaves, true);
  assert.equal(found.day, "2026-11-28");
});

test("a proposal that does anything else is refused", async () => {
  const [first, second] = newest.members;
  const promoted = { ...second, role: "supervisor" };
  const dora = await newPerson("dora");
  const wrong = {
    "replaces somebody": [first, carla.member],
    "lets in two": [...newest.members, carla.member, dora.member],
    "lets in nobody": newest.members,
    "changes somebody besides": [first, promoted, carla.member],
  };
  for (const [what, members] of Object.entries(wrong)) {
    const note = await sign(await nextRoster(newest, members));
    await assert.rejects(readProposal(newest, note), RosterError, what);
  }
});

test("a proposal that changes the desk's key on the way is refused", async () => {
  const next = await nextRoster(newest, [...newest.members, carla.member], null, {
    epoch: 2,
    recipient: carla.member.recipient,
  });
  await assert.rejects(readProposal(newest, await sign(next)), { reason: "fork" });
});

test("a proposal that no member signed is refused", async () => {
  const next = await nextRoster(newest, [...newest.members, carla.member]);
  const note = await sign(next, carla);
  await assert.rejects(readProposal(newest, note), { reason: "too_few_signatures" });
});

test("a newcomer's number follows from the keys the server lists, so a swapped key shows", async () => {
  const { account, userName, recipient, key, role, triage } = carla.member;
  const listed = { id: account, username: userName, role, triage, disabled: false, member: false };
  const member = memberOf({
    ...listed,
    recipient,
    verify_key: key,
    suspended_at: null,
    overdue: false,
  });
  assert.deepEqual(member, carla.member);
  const number = await numberOf(desk.id, member);
  assert.match(number, /^\d{5}( \d{5}){5}$/);
  const swapped = { ...member, recipient: anna.member.recipient };
  assert.notEqual(await numberOf(desk.id, swapped), number);
});
