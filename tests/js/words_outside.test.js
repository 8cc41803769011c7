/** Words of the staff stand in catalogues: what people would read is found wherever else it stands. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { transformSync } from "esbuild";

const ROOT = new URL("../../intake/static/js/", import.meta.url);
const OF_STAFF = /^(staff|desk|pages)\/.*\.jsx?$/;
const OF_REPORTERS = /^pages\/(form|box|argon2)\.js$/;
const LITERALS = /"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g;
/** Keys as they are called and drawn, a class of the browser's, the neutral name in a code app. */
const NAMES = ["Enter", "Escape", "Esc", "Esc Esc", "Ctrl ⏎", "Worker", "Advice"];
/** What stands before names of classes, selectors, fields of an object, and what only we read. */
const NOT_READ =
  /((class|look): [^,{}]*|querySelectorAll\(|const fields = |exactObject\([^)]*|(Error|NoAnswer|NoDesk|Locked)\(|super\(|DRAFT\)\), )$/;

/**
 * Tell whether a text is a sentence, a label with a capital, or several words.
 * @param {string} text
 */
function isForPeople(text) {
  const said = text.replace(/\$\{[^}]*\}/g, "").trim();
  if (NAMES.includes(said) || /^\.|^M\d*\b|[=[\]{}<>#_]/.test(said)) {
    return false;
  }
  return /^[A-Z][a-z]+([ ,.:;'’!?…]|$)/.test(said) || /[a-z]['’]?[,;:.]? +[a-z]/i.test(said);
}

/**
 * Return what people would read of a module, if it stands in it.
 * @param {string} source
 * @returns {string[]}
 */
function wordsIn(source) {
  const { code } = transformSync(source, {
    loader: "jsx",
    jsx: "transform",
    jsxFactory: "h",
    legalComments: "none",
    charset: "utf8",
  });
  return [...code.matchAll(LITERALS)]
    .filter(({ index }) => !NOT_READ.test(code.slice(0, index).slice(-80).replace(/\s+/g, " ")))
    .map(([, plain, filled]) => plain ?? filled)
    .filter(isForPeople);
}

test("no module of the staff says anything that stands in no catalogue", () => {
  const modules = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .filter((name) => OF_STAFF.test(name) && !OF_REPORTERS.test(name))
    .map((name) => ({ name, words: wordsIn(readFileSync(new URL(name, ROOT), "utf8")) }));
  assert.ok(modules.length > 100);
  assert.deepEqual(
    modules.filter(({ words }) => words.length),
    [],
  );
});

test("a sentence, a label, a gap in words and the text of a page are found in a module", () => {
  const module = `
    export const Page = ({ name }) => <p class="quiet small">{say("a.b")} Nobody is here.</p>;
    button.textContent = isMasked ? "Show" : "Hide";
    say("stage", \`waits for \${name} to agree\`);
    throw new NotPossible("There is no desk yet.");
    throw new Error("the server shows another key");
    document.querySelectorAll("input, textarea");
  `;
  assert.deepEqual(wordsIn(module), [
    " Nobody is here.",
    "Show",
    "Hide",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in the module.
    "waits for ${name} to agree",
    "There is no desk yet.",
  ]);
});
