import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { newSeed } from "../../intake/static/js/crypto/age/hybrid.js";
import { verificationKey } from "../../intake/static/js/crypto/keys.js";
import {
  cosignNote,
  NoteError,
  openNote,
  parseNote,
  signNote,
} from "../../intake/static/js/crypto/tlog/note.js";
import { unhex } from "./vectors.js";

const file = new URL("../vectors/note.json", import.meta.url);
const { signed, foreign } = JSON.parse(readFileSync(file, "utf8"));

/** @param {string} vkey */
function keyOf(vkey) {
  const [name, , material] = vkey.split("+", 3);
  const rest = vkey.slice(vkey.indexOf(material));
  return { name, key: Uint8Array.from(Buffer.from(rest, "base64").subarray(1)) };
}

test("a note is signed as in Python", async () => {
  for (const { seed_hex: seed, name, text, note } of signed) {
    assert.equal(await signNote(text, name, unhex(seed)), note);
  }
});

test("notes of Python and of the specification open", async () => {
  for (const { vkey, text, note } of [...signed, ...foreign]) {
    const { name, key } = keyOf(vkey);
    assert.equal(await openNote(note, name, key), text);
  }
});

test("a note opens only for the one who signed it", async () => {
  const [seed, other] = [newSeed(), newSeed()];
  const note = await signNote("text\n", "alice", seed);
  const key = await verificationKey(seed);
  await assert.rejects(openNote(note, "bob", key), NoteError);
  await assert.rejects(openNote(note, "alice", await verificationKey(other)), NoteError);
  await assert.rejects(openNote(note.replace("text", "next"), "alice", key), NoteError);
  const both = await cosignNote(note, "bob", other);
  assert.equal(await openNote(both, "bob", await verificationKey(other)), "text\n");
  assert.equal(await openNote(both, "alice", key), "text\n");
});

test("a false signature beside a good one of the same key spoils the note", async () => {
  const seed = newSeed();
  const [good, bad] = [await signNote("a\n", "alice", seed), await signNote("b\n", "alice", seed)];
  const note = good + bad.slice(bad.indexOf("— "));
  await assert.rejects(openNote(note, "alice", await verificationKey(seed)), NoteError);
});

test("what is no note is refused as that", () => {
  const line = "— alice AAAAAAA=\n";
  const good = `text\n\n${line}`;
  assert.equal(parseNote(good).signatures.length, 1);
  const wrong = [
    "",
    "text\n",
    "text\n\n",
    good.slice(0, -1),
    good.replace("— ", "- "),
    good.replace("alice", "al ice"),
    good.replace("alice", "al+ice"),
    good.replace("AAAAAAA=", "AAAAAAB="),
    good.replace("AAAAAAA=", "AAAAAAA"),
    good.replace("AAAAAAA=", "AAAAAA=="),
    good.replace("AAAAAAA=", "AAAAA==="),
    good.replace("AAAAAAA=", ""),
    good.replace("text", "te\txt"),
    good.replace("text", "te\ud800xt"),
    `text\n\n${line.repeat(101)}`,
    `${"x".repeat(1_000_000)}\n\n${line}`,
  ];
  for (const note of wrong) {
    assert.throws(() => parseNote(note), NoteError, note.slice(0, 60));
  }
});
