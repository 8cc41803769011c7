/**
 * The words of staff pages in another language, put in while a bundle is made: what `js/words/en` says
 * in English is looked up in the language's catalogue, as templates do. So a bundle carries one language,
 * and a translator meets one catalogue.
 */

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const FOLDER = "intake/static/js/words/en";
const OWN = "language.js"; // Says which language it is; no words.

/**
 * @typedef {{dates: string, words: Record<string, string>}} Catalogue
 *   `dates` is the locale of days; `words` by the English text
 */

/**
 * Return a plugin for esbuild that puts a language in the place of English.
 * @param {string} root of the checkout
 * @param {string} tag
 * @param {Catalogue} catalogue
 * @returns {Promise<import("esbuild").Plugin>}
 */
export async function wordsIn(root, tag, { dates, words }) {
  const missing = (await allTexts(root)).filter((text) => !words[text]);
  return {
    name: `words-${tag}`,
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]js[\\/]words[\\/]en[\\/].*\.js$/ }, async ({ path }) => {
        const said = path.endsWith(OWN)
          ? { LANGUAGE: tag, DATES: dates, SIGN_IN: `/sign-in/${tag}` }
          : translated(await import(pathToFileURL(path).href), words);
        const lines = Object.entries(said).map(
          ([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`,
        );
        return { contents: lines.join("") + (path.endsWith(OWN) ? marking(missing) : "") };
      });
    },
  };
}

/**
 * What is not translated stays in English, and its element says so.
 * @param {string[]} missing
 */
function marking(missing) {
  return missing.length === 0
    ? ""
    : `import { markEnglish } from "../../../public/english.js";
       markEnglish(${JSON.stringify(missing)});`;
}

/**
 * Return every text of the scripts in English, each once.
 * @param {string} root
 * @returns {Promise<string[]>}
 */
export async function allTexts(root) {
  const folder = join(root, FOLDER);
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".js"));
  const texts = new Set();
  for (const name of names.filter((each) => !each.endsWith(OWN)).sort()) {
    collect(await import(pathToFileURL(join(folder, name)).href), texts);
  }
  return [...texts];
}

/**
 * @param {unknown} value
 * @param {Set<unknown>} texts
 */
function collect(value, texts) {
  if (typeof value === "string") texts.add(value);
  else for (const each of Object.values(/** @type {object} */ (value))) collect(each, texts);
}

/**
 * @param {unknown} value a text, or what holds some
 * @param {Record<string, string>} words
 * @returns {any}
 */
function translated(value, words) {
  if (typeof value === "string") return words[value] || value;
  const pairs = Object.entries(/** @type {object} */ (value));
  return Object.fromEntries(pairs.map(([key, each]) => [key, translated(each, words)]));
}
