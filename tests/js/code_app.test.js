import assert from "node:assert/strict";
import { test } from "node:test";
import decodeQR from "qr/decode.js";
import { utf8 } from "../../intake/static/js/crypto/bytes.js";
import { modulesOf } from "../../intake/static/js/staff/qr_picture.js";
import {
  base32,
  codeLink,
  inGroups,
  newCodeSecret,
} from "../../intake/static/js/staff/session/code_app.js";

test("base32 is that of RFC 4648", () => {
  assert.equal(base32(utf8("fooba")), "MZXW6YTB"); // Section 10.
  assert.equal(base32(new Uint8Array(20).fill(255)), "7".repeat(32));
  assert.equal(base32(new Uint8Array(5)), "AAAAAAAA");
});

test("every secret is 160 bits of its own, and grouped for typing", () => {
  const secrets = Array.from({ length: 50 }, newCodeSecret);
  assert.equal(new Set(secrets).size, 50);
  for (const secret of secrets) {
    assert.match(secret, /^[A-Z2-7]{32}$/);
    assert.equal(inGroups(secret).replaceAll(" ", ""), secret);
  }
  assert.match(inGroups(secrets[0]), /^(\w{4} ){7}\w{4}$/);
});

/**
 * Return modules as the pixels of a picture, each as large as `scale`.
 * @param {boolean[][]} rows
 * @param {number} scale
 */
function pixelsOf(rows, scale) {
  const width = rows.length * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      if (rows[Math.floor(y / scale)][Math.floor(x / scale)]) {
        data.fill(0, 4 * (y * width + x), 4 * (y * width + x) + 3);
      }
    }
  }
  return { width, height: width, data };
}

test("the picture says the link, with a quiet zone around, for the shortest and longest name", () => {
  for (const name of ["ab", "a.b_c-d", "x".repeat(32)]) {
    const link = codeLink(newCodeSecret(), name);
    const rows = modulesOf(link);
    assert.equal(decodeQR(pixelsOf(rows, 4)), link);
    const edge = [...rows.slice(0, 4), ...rows.slice(-4)].flat();
    assert.ok(!edge.includes(true) && rows.every((row) => !row.slice(0, 4).includes(true)));
    assert.deepEqual([...new URL(link).searchParams.keys()], ["secret", "issuer"]);
  }
});
