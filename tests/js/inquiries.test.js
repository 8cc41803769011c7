import assert from "node:assert/strict";
import { test } from "node:test";
import { recipientOf } from "../../intake/static/js/crypto/age/hybrid.js";
import {
  keyHash,
  openAnswer,
  openInquiry,
  sealAnswer,
  sealInquiry,
} from "../../intake/static/js/crypto/case/inquiries.js";
import { encodeJson } from "../../intake/static/js/crypto/encoding.js";
import {
  auditorSafetyNumber,
  keysSafetyNumber,
} from "../../intake/static/js/crypto/roster/aloud/safety.js";
import {
  maySign,
  signVouch,
  verifyVouch,
} from "../../intake/static/js/crypto/roster/aloud/vouch.js";
import { parseRoster } from "../../intake/static/js/crypto/roster/rostertext.js";
import { parseNote } from "../../intake/static/js/crypto/tlog/note.js";
import { decode, sealedFile, unhex, vectors } from "./vectors.js";

/** @type {Record<string, [(file: Uint8Array, seed: Uint8Array) => Promise<any>, string]>} */
const OPENS = { inquiry: [openInquiry, "inquiry"], answer: [openAnswer, "inquiry-answer"] };
const { note } = vectors("roster", "note").find((each) => each.name === "v3");
const ROSTER = parseRoster(parseNote(note).text);

test("questions and answers that Python sealed open, or are refused with the same reason", async () => {
  for (const kind of ["inquiry", "answer"]) {
    const [open, name] = OPENS[kind];
    for (const vector of vectors("inquiries", kind)) {
      const opened = open(sealedFile(vector.file), unhex(vector.seed));
      if (vector.error) {
        await assert.rejects(opened, { reason: vector.error }, vector.name);
      } else {
        const fields = { ...(await opened), kind: name, v: 1 };
        assert.equal(decode(encodeJson(fields)), vector.text);
      }
    }
  }
});

test("what is sealed here is read here, and names the key that its answer is for", async () => {
  const seed = unhex("07".repeat(32));
  const key = recipientOf(seed);
  const proof = "A".repeat(43);
  const answer_to = await keyHash(key);
  const asked = { asks: "opened_then", case: "5e".repeat(16), words: "why?", answer_to, proof };
  assert.deepEqual(await openInquiry(await sealInquiry(asked, key), seed), asked);
  const answered = { answer: "casework", words: "", proof };
  assert.deepEqual(await openAnswer(await sealAnswer(answered, key), seed), answered);
});

test("a key is believed by the word of a member who may give it", async () => {
  for (const vector of vectors("inquiries", "vouch")) {
    const text = new TextEncoder().encode(vector.text);
    const verified = verifyVouch(text, unhex(vector.recipient), ROSTER);
    if (vector.error) {
      await assert.rejects(verified, { reason: vector.error }, vector.name);
    } else {
      assert.equal((await verified).userName, vector.by);
    }
  }
});

test("a member signs as Python does, and who only holds cases signs for nobody", async () => {
  const [{ recipient, text }] = vectors("inquiries", "vouch");
  const key = unhex(recipient);
  const [alice, ...others] = ROSTER.members;
  const { signing_seed } = vectors("inquiries", "vouch")[0];
  assert.equal(decode(await signVouch(alice.account, key, unhex(signing_seed))), text);
  const cases = { ...alice, triage: false };
  assert.deepEqual([maySign(alice), maySign(cases)], [true, false]);
  for (const members of [others, [cases, ...others]]) {
    const signed = new TextEncoder().encode(text);
    await assert.rejects(verifyVouch(signed, key, { ...ROSTER, members }), {
      reason: "bad_signature",
    });
  }
});

test("the numbers that are read aloud are the ones Python shows", async () => {
  for (const { recipient, number } of vectors("inquiries", "auditor_safety")) {
    assert.equal(await auditorSafetyNumber(unhex(recipient)), number);
  }
  for (const { keys, number } of vectors("inquiries", "keys_safety")) {
    assert.equal(await keysSafetyNumber(keys), number);
  }
});
