import assert from "node:assert/strict";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { hex } from "../../intake/static/js/crypto/encoding.js";
import {
  newPassphrase,
  normalisePassphrase,
  stretchPassphrase,
} from "../../intake/static/js/crypto/passwords.js";
import { unhex, vectors } from "./vectors.js";

/** Node's worker in the shape of a browser's, running the real entry. */
class BrowserWorker {
  constructor() {
    const entry = new URL("../../intake/static/js/pages/auth/argon2.js", import.meta.url).href;
    const code = `
      const { parentPort } = require("node:worker_threads");
      globalThis.postMessage = (data) => parentPort.postMessage(data);
      globalThis.addEventListener = (_, listener) =>
        parentPort.on("message", (data) => listener({ data }));
      const early = [];
      const keep = (data) => early.push(data);
      parentPort.on("message", keep);
      import(${JSON.stringify(entry)}).then(() => {
        parentPort.off("message", keep);
        early.forEach((data) => parentPort.emit("message", data));
      });`;
    this.worker = new Worker(code, { eval: true });
    /** @type {((event: {data: unknown}) => void) | null} */
    this.onmessage = null;
    this.worker.on("message", (data) => this.onmessage?.({ data }));
    this.stopped = false;
  }

  /** @param {unknown} data */
  postMessage(data) {
    this.worker.postMessage(data);
  }

  terminate() {
    this.stopped = true;
    this.worker.terminate();
  }
}

test("a passphrase is stretched to the bytes that Python gets", async () => {
  for (const { passphrase, salt, stretched } of vectors("accounts", "login")) {
    const worker = /** @type {any} */ (new BrowserWorker());
    assert.equal(hex(await stretchPassphrase(passphrase, unhex(salt), worker)), stretched);
    assert.ok(worker.stopped);
  }
});

test("a worker that cannot run Argon2 is an error, not a weaker key", async () => {
  const worker = /** @type {any} */ (new BrowserWorker());
  await assert.rejects(stretchPassphrase("x", new Uint8Array(3), worker), /no Argon2/);
  const broken = /** @type {any} */ ({ postMessage: () => broken.onerror(), terminate() {} });
  await assert.rejects(stretchPassphrase("x", new Uint8Array(32), broken), /no Argon2/);
});

test("typed passphrases are read as in Python", () => {
  for (const { typed, passphrase } of vectors("accounts", "normalise")) {
    assert.equal(normalisePassphrase(typed), passphrase);
  }
});

test("a new passphrase is eight words of the list and stays itself when typed", () => {
  assert.equal(new Set(wordlist).size, 2048);
  const phrases = new Set(Array.from({ length: 100 }, () => newPassphrase()));
  assert.equal(phrases.size, 100);
  for (const phrase of phrases) {
    const words = phrase.split(" ");
    assert.equal(words.length, 8);
    assert.ok(words.every((word) => wordlist.includes(word)));
    assert.equal(normalisePassphrase(` ${phrase.toUpperCase()}\n`), phrase);
  }
});

test("every word can be drawn and none is likelier", () => {
  const counts = new Map();
  for (let number = 0; number < 65_536; number += 8) {
    const drawn = Uint8Array.from({ length: 16 }, (_, i) => {
      const each = number + (i >> 1);
      return i % 2 ? each & 255 : each >> 8;
    });
    for (const word of newPassphrase(() => drawn).split(" ")) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  assert.equal(counts.size, 2048);
  assert.deepEqual(new Set(counts.values()), new Set([32]));
});
