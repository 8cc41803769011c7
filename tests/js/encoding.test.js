import assert from "node:assert/strict";
import { test } from "node:test";
import {
  b64u,
  EncodingError,
  encodeJson,
  hex,
  parseB64u,
  parseJson,
} from "../../intake/static/js/crypto/encoding.js";
import { decode, unhex, vectors } from "./vectors.js";

test("every vector is canonical JSON or refused, as in Python", () => {
  for (const { hex: data, ok } of vectors("encoding")) {
    if (ok) {
      assert.equal(hex(encodeJson(parseJson(unhex(data)))), data);
    } else {
      assert.throws(() => parseJson(unhex(data)), EncodingError, data.slice(0, 80));
    }
  }
});

test("what has no canonical form is refused when it is written", () => {
  const cyclic = /** @type {any} */ ({});
  cyclic.self = cyclic;
  const values = [1.5, 2 ** 53, NaN, undefined, 1n, () => 1, "\ud800", { é: 1 }, { a: undefined }];
  for (const value of [...values, cyclic]) {
    assert.throws(() => encodeJson(value), EncodingError);
  }
});

test("a key called __proto__ is a key like others", () => {
  const text = new TextEncoder().encode('{"__proto__":{"a":1},"b":2}');
  assert.equal(decode(encodeJson(parseJson(text))), decode(text));
});

test("an error never quotes what was parsed", () => {
  const secret = new TextEncoder().encode('{"story":"my mother"');
  assert.throws(() => parseJson(secret), { message: "not JSON" });
});

test("base64url is read back only in its one form", () => {
  const data = Uint8Array.from([251, 255, 254, 0]);
  assert.equal(b64u(data), "-__-AA");
  assert.deepEqual(parseB64u("-__-AA", 4), data);
  for (const text of ["-__-AB", "-__-AA==", "-__-AA\n", "+//+AA", "-__-A", "-__-AAA", "é", ""]) {
    assert.throws(() => parseB64u(text, 4), EncodingError, text);
  }
});
