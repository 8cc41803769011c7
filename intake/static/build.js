/**
 * Builds the client bundles: `node intake/static/build.js [--out FOLDER]`.
 *
 * Writes content-hashed files, `manifest.json` (what a page needs to name them, with subresource
 * integrity), `metafile.json` (what went into each bundle) and `words.txt` (the words passphrases
 * are drawn from, for the demo's clients in Python). The same sources give the same bytes: nothing
 * here depends on the time, the place or the machine.
 */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { build } from "esbuild";
import { minify } from "terser";
import { SILENCE } from "./silence.js";
import { wordsIn } from "./words.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const STATIC = "intake/static";

const CATALOGUES = `${STATIC}/js/generated/staff.json`; // Words of staff pages, by language.

const ENTRY_POINTS = [
  { in: `${STATIC}/js/pages/form.js`, out: "form" },
  { in: `${STATIC}/js/pages/later/sealing.js`, out: "sealing" },
  { in: `${STATIC}/js/pages/box.js`, out: "box" },
  { in: `${STATIC}/js/pages/later/proving.js`, out: "proving" },
  { in: `${STATIC}/js/pages/staff.js`, out: "staff" },
  { in: `${STATIC}/js/pages/auth/argon2.js`, out: "argon2" },
  { in: `${STATIC}/js/desk/main.jsx`, out: "desk" },
  { in: `${STATIC}/js/desk/keys/worker.js`, out: "deskkeys" },
  { in: `${STATIC}/css/public.css`, out: "public" },
  { in: `${STATIC}/css/public/beside/help.css`, out: "help" },
  { in: `${STATIC}/css/public/beside/choose.css`, out: "choose" },
  { in: `${STATIC}/css/public/beside/faults.css`, out: "faults" },
  { in: `${STATIC}/css/public/beside/steps.css`, out: "steps" },
  { in: `${STATIC}/css/box.css`, out: "box" },
  ...["Arab", "Hans", "Hant", "Tibt"].map((script) => ({
    in: `${STATIC}/css/public/scripts/${script}.css`,
    out: script,
  })),
  { in: `${STATIC}/css/staff.css`, out: "staff" },
  { in: `${STATIC}/css/desk.css`, out: "desk" },
];

/** Made once more for each other language of the staff. */
const SPOKEN = [`${STATIC}/js/pages/staff.js`, `${STATIC}/js/desk/main.jsx`];

/**
 * @typedef {object} Asset
 * @property {string} file name inside the built folder, with the hash of its content
 * @property {string} integrity `sha256-` and standard base64, for `integrity=` and for CSP
 * @property {number} bytes length as stored
 * @property {number} gzip length at level 9
 * @property {number} brotli length at level 11
 */

/**
 * Write the server's closed lists and catalogues for the browser. A copy of this folder alone has them
 * already.
 */
async function writeLists() {
  const python = join(ROOT, ".venv/bin/python");
  if (existsSync(python)) {
    await mkdir(join(ROOT, STATIC, "js/generated"), { recursive: true });
    const files = [`${STATIC}/js/generated/lists.js`, CATALOGUES];
    const run = ["-m", "intake.web.pages.lists", ...files];
    execFileSync(python, run, { cwd: ROOT, stdio: "inherit" });
  }
}

/**
 * Names what JSX becomes in every module that has some. Calls of `h` name no `children`, which is
 * 570 bytes of the desk less than what JSX becomes by itself.
 * @type {import("esbuild").Plugin}
 */
const ELEMENTS = {
  name: "elements",
  setup({ onLoad }) {
    onLoad({ filter: /\.jsx$/ }, async ({ path }) => ({
      contents: `import { Fragment, h } from "preact"; ${await readFile(path, "utf8")}`,
      loader: "jsx",
    }));
  },
};

/** Bundle every entry in memory, those of `SPOKEN` in each language. */
async function bundle() {
  const catalogues = JSON.parse(await readFile(join(ROOT, CATALOGUES), "utf8"));
  const results = [await bundleOnce(ENTRY_POINTS, [])];
  for (const [tag, catalogue] of Object.entries(catalogues)) {
    const spoken = ENTRY_POINTS.filter((each) => SPOKEN.includes(each.in));
    const entries = spoken.map((each) => ({ ...each, out: `${each.out}.${tag}` }));
    results.push(await bundleOnce(entries, [await wordsIn(ROOT, tag, catalogue)]));
  }
  const inputs = Object.assign({}, ...results.map(({ metafile }) => metafile.inputs));
  const outputs = Object.assign({}, ...results.map(({ metafile }) => metafile.outputs));
  const outputFiles = results.flatMap((each) => each.outputFiles);
  return { outputFiles, metafile: { inputs, outputs } };
}

/**
 * @param {typeof ENTRY_POINTS} entryPoints
 * @param {import("esbuild").Plugin[]} plugins beside those of every bundle
 */
async function bundleOnce(entryPoints, plugins) {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints,
    outdir: "built",
    entryNames: "[name]",
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: "esm",
    plugins: [ELEMENTS, SILENCE, ...plugins],
    jsx: "transform",
    jsxFactory: "h",
    jsxFragment: "Fragment",
    tsconfigRaw: "{}", // The type checker's options are for the type checker.
    platform: "browser",
    target: ["chrome80", "firefox116"],
    // Chrome 80 knows `?.`; before 91 it errs only where `...` follows in the call's arguments, which
    // tests/test_ground.py keeps out of the bundles. Rewritten it would cost more.
    supported: { "optional-chain": true },
    charset: "utf8",
    legalComments: "external",
    logLevel: "warning",
  });
  for (const output of result.outputFiles) {
    if (output.path.endsWith(".js")) output.contents = await squeeze(output.text);
  }
  return result;
}

// A parameter that nobody reads goes too: only `Function.length` could tell, and nothing asks it.
const COMPRESS = { passes: 3, keep_fargs: false };

/**
 * Minify once more: terser inlines what esbuild keeps apart, which is 5 % of what crosses the wire.
 * None of its unsafe options is on, and it writes no syntax that was not there.
 *
 * @param {string} source
 */
async function squeeze(source) {
  const { code } = await minify(source, { module: true, ecma: 2017, compress: COMPRESS });
  return new TextEncoder().encode(code);
}

/**
 * @param {Uint8Array} contents
 * @param {string} encoding
 */
function sha256(contents, encoding) {
  return createHash("sha256")
    .update(contents)
    .digest(/** @type {"hex" | "base64"} */ (encoding));
}

/**
 * @param {string} name such as `form.js`
 * @param {Uint8Array} contents
 * @returns {Asset}
 */
function describeAsset(name, contents) {
  const dot = name.indexOf(".");
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return {
    file: `${name.slice(0, dot)}-${sha256(contents, "hex").slice(0, 16)}${name.slice(dot)}`,
    integrity: `sha256-${sha256(contents, "base64")}`,
    bytes: contents.length,
    gzip: gzipSync(contents, { level: 9 }).length,
    brotli: brotliCompressSync(contents, { params: quality }).length,
  };
}

/**
 * Write through a rename, so that a running server never reads half a file.
 *
 * @param {string} folder
 * @param {string} name
 * @param {Uint8Array | string} contents
 */
async function replaceFile(folder, name, contents) {
  const draft = join(folder, `.${name}.${process.pid}`);
  await writeFile(draft, contents);
  await rename(draft, join(folder, name));
}

/**
 * Write the files, then the manifest that names them, then remove what it no longer names.
 *
 * @param {Awaited<ReturnType<typeof bundle>>} result
 * @param {string} folder
 */
async function writeBuilt(result, folder) {
  await mkdir(folder, { recursive: true });
  /** @type {Record<string, Asset>} */
  const manifest = {};
  for (const output of result.outputFiles) {
    const name = output.path.split(/[\\/]/).pop() ?? "";
    // A bundle of our own files only has an empty licence file.
    if (name.endsWith(".LEGAL.txt") && output.contents.length === 0) continue;
    manifest[name] = describeAsset(name, output.contents);
    await replaceFile(folder, manifest[name].file, output.contents);
  }
  await replaceFile(folder, "words.txt", `${wordlist.join("\n")}\n`);
  await replaceFile(folder, "metafile.json", JSON.stringify(result.metafile, null, 1));
  await replaceFile(folder, "manifest.json", JSON.stringify(manifest, null, 1));
  const kept = new Set(["manifest.json", "metafile.json", "words.txt"]);
  for (const asset of Object.values(manifest)) kept.add(asset.file);
  for (const name of await readdir(folder)) {
    if (!kept.has(name)) await rm(join(folder, name));
  }
  return manifest;
}

const { values } = parseArgs({ options: { out: { type: "string" } } });
await writeLists();
const result = await bundle().catch((failure) => {
  if (!("errors" in failure)) throw failure;
  process.exit(1); // esbuild has already said what is wrong and where.
});
const manifest = await writeBuilt(result, values.out ?? join(ROOT, STATIC, "built"));
for (const [name, { bytes, gzip, brotli }] of Object.entries(manifest)) {
  console.log(`${name.padEnd(20)} ${bytes} bytes, gzip ${gzip}, brotli ${brotli}`);
}
