import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const ROOT = new URL("../../intake/static/js/", import.meta.url);
const CATALOGUES = "words/en/";
/** Of codes; tests/e2e/staff/test_words.py holds them to the server's. */
const LABELS = "words/en/labels.js";
/** Says which language it is; no words. */
const LANGUAGE = "words/en/staff/language.js";
/** Catalogues without keys: tables that the desk shares or that cost it least. */
const TABLES = ["words/en/staff/reading.js", "words/en/staff/stops.js"];
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

/** What is warned of above a case (model/report/findings.js). */
const WARNED = new Set([...SAYING.matchAll(/\bwarning\([^"]*"(\w+)"/g)].map(([, name]) => name));

/** The form of an act (views/case/acts/sheet.jsx). @param {string} act */
function formOf(act) {
  return `${act[0].toUpperCase()}${act.slice(1)}Form`;
}

/** @param {string} key whole, or its area where the rest of it is a code */
function isSaid(key) {
  const area = key.slice(0, key.lastIndexOf("."));
  const code = key.slice(area.length + 1);
  const start = code.includes("_") ? code.slice(0, code.indexOf("_") + 1) : "";
  const built = [
    `"${key}"`,
    `\`${area}.\${`,
    `\`${area}.${start}\${`,
    `sayOf("${area}"`,
    `wordsOf("${area}"`,
  ];
  const isAct = SAYING.includes(`name="${area}"`) || SAYING.includes(`  ${area}: ${formOf(area)},`);
  const isNamed = (isAct || WARNED.has(area)) && BY_NAME.has(code);
  return isNamed || built.some((part) => SAYING.includes(part)) || /^(ask|wait)_for$/.test(area);
}

for (const name of MODULES.filter(
  (each) => each.startsWith(CATALOGUES) && ![LABELS, LANGUAGE, ...TABLES].includes(each),
)) {
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

for (const module of TABLES) {
  test(`every word of ${module} is said somewhere`, () => {
    const tables = [...read(module).matchAll(/^export const (\w+) = \{\n(.*?)^\};/gms)];
    const words = tables.flatMap(([, table, inside]) =>
      [...inside.matchAll(/^ {2}(\w+):/gm)].map(([, key]) => ({ table, key })),
    );
    const isUsed = (/** @type {{table: string, key: string}} */ { table, key }) =>
      [`${table}.${key}`, `own(${table},`, `${table}[`].some((use) => SAYING.includes(use));
    assert.ok(words.length > tables.length);
    assert.deepEqual(
      words.filter((word) => !isUsed(word)),
      [],
    );
  });
}

for (const speaker of MODULES.filter((each) => /^words\/say\w*\.js$/.test(each))) {
  test(`no two words of ${speaker} have the same key`, () => {
    const catalogues = [...read(speaker).matchAll(/from "\.\/(en\/.*?)"/g)];
    const keys = catalogues.flatMap(([, name]) =>
      [...read(`words/${name}`).matchAll(/^ {2}"([^"]+)":/gm)].map(([, key]) => key),
    );
    assert.ok(keys.length > 0);
    assert.equal(new Set(keys).size, keys.length);
  });
}
