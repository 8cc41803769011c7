import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const ROOT = new URL("../../intake/static/js/", import.meta.url);
const CATALOGUES = "words/en/";
const MODULES = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((name) =>
  /\.jsx?$/.test(name),
);

/** @param {string} name */
function read(name) {
  return readFileSync(new URL(name, ROOT), "utf8");
}

const SAYING = MODULES.filter((name) => !name.startsWith(CATALOGUES))
  .map(read)
  .join("\n");

/** @param {string} key whole, or its area where the rest of it is a code */
function isSaid(key) {
  const area = key.slice(0, key.lastIndexOf("."));
  const code = key.slice(area.length + 1);
  const start = code.includes("_") ? code.slice(0, code.indexOf("_") + 1) : "";
  const built = [`"${key}"`, `\`${area}.\${`, `\`${area}.${start}\${`, `sayOf("${area}"`];
  return built.some((part) => SAYING.includes(part)) || /^(ask|wait)_for$/.test(area);
}

for (const name of MODULES.filter((each) => each.startsWith(CATALOGUES))) {
  test(`every word of ${name} is said somewhere`, () => {
    const keys = [...read(name).matchAll(/^ {2}"([^"]+)":/gm)].map(([, key]) => key);
    assert.ok(keys.length > 0);
    assert.deepEqual(
      keys.filter((key) => !isSaid(key)),
      [],
    );
  });
}

test("a word that nothing says is found", () => {
  assert.equal(isSaid("shell.never_said"), false);
});
