/**
 * Takes the texts out of the errors that the cryptographic libraries throw.
 *
 * Nobody reads them: what a page says are its own sentences. They are 4 % of what a reporter must
 * download before anything can be sealed, and some would hold a piece of what was wrong.
 */

import { readFile } from "node:fs/promises";
import { parse } from "acorn";

const ERRORS = /^(?:Range|Type)?Error$/;

/** @type {import("esbuild").Plugin} */
export const SILENCE = {
  name: "silence",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/]@noble[\\/].*\.js$/ }, async ({ path }) => ({
      contents: withoutMessages(await readFile(path, "utf8")),
      loader: "js",
    }));
  },
};

/**
 * Return a module whose errors are made without a text; what else it does stays as it is.
 * @param {string} source
 * @returns {string}
 */
export function withoutMessages(source) {
  const tree = parse(source, { ecmaVersion: "latest", sourceType: "module" });
  let left = "";
  let at = 0;
  for (const { start, end } of [...messagesIn(tree)].sort((a, b) => a.start - b.start)) {
    left += source.slice(at, start);
    at = end;
  }
  return left + source.slice(at);
}

/**
 * @param {any} node of the syntax tree
 * @returns {Generator<{start: number, end: number}>} the one argument of each error that is made
 */
function* messagesIn(node) {
  if (node.type === "NewExpression" && ERRORS.test(node.callee.name)) {
    yield* node.arguments.length === 1 ? node.arguments : [];
    return;
  }
  for (const child of Object.values(node).flat()) {
    if (typeof (/** @type {any} */ (child)?.type) === "string") {
      yield* messagesIn(child);
    }
  }
}
