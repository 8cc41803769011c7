/** JSX as the build makes it, one module at a time. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";

/**
 * @param {string} url
 * @param {object} context
 * @param {(url: string, context: object) => unknown} next
 */
export async function load(url, context, next) {
  if (!url.endsWith(".jsx")) {
    return next(url, context);
  }
  const source = await readFile(fileURLToPath(url), "utf8");
  const options = /** @type {const} */ ({
    loader: "jsx",
    jsx: "transform",
    jsxFactory: "h",
    jsxFragment: "Fragment",
    banner: 'import { Fragment, h } from "preact";',
  });
  const { code } = await transform(source, options);
  return { format: "module", source: code, shortCircuit: true };
}
