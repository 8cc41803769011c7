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

/** What is said of an act whose name is a property: a code of `${name}.`, or of `sayOf(name,`. */
const BY_NAME = new Set(
  [...SAYING.matchAll(/\$\{name\}\.(\w+)`|sayOf\(name, ([^)]*)\)/g)].flatMap(([, code, codes]) =>
    code ? [code] : [...codes.matchAll(/"(\w+)"/g)].map(([, each]) => each),
  ),
);

/** @param {string} key whole, or its area where the rest of it is a code */
function isSaid(key) {
  const area = key.slice(0, key.lastIndexOf("."));
  const code = key.slice(area.length + 1);
  const start = code.includes("_") ? code.slice(0, code.indexOf("_") + 1) : "";
  const built = [`"${key}"`, `\`${area}.\${`, `\`${area}.${start}\${`, `sayOf("${area}"`];
  const isNamed = SAYING.includes(`name="${area}"`) && BY_NAME.has(code);
  return isNamed || built.some((part) => SAYING.includes(part)) || /^(ask|wait)_for$/.test(area);
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
