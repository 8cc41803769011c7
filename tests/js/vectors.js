/** The shared vectors of tests/vectors, as bytes where the files hold hexadecimal. */
import { readFileSync } from "node:fs";

/** @param {string} name */
function read(name) {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), "utf8"));
}

/** @type {Record<string, string>} */
const files = read("sealed");

/**
 * Return the vectors of a file, or those of one `test` in it.
 * @param {string} name
 * @param {string} [test]
 * @returns {any[]}
 */
export function vectors(name, test) {
  const all = read(name).vectors;
  return test === undefined ? all : all.filter((/** @type {any} */ each) => each.test === test);
}

/**
 * Return a file that was sealed once.
 * @param {string} name
 * @returns {Uint8Array}
 */
export function sealedFile(name) {
  return bytes(Buffer.from(files[name], "base64"));
}

/**
 * @param {string} hex
 * @returns {Uint8Array}
 */
export function unhex(hex) {
  return bytes(Buffer.from(hex, "hex"));
}

/**
 * Return seeds by epoch.
 * @param {Record<string, string>} seeds
 * @returns {Map<number, Uint8Array>}
 */
export function epochs(seeds) {
  return new Map(Object.entries(seeds).map(([epoch, seed]) => [Number(epoch), unhex(seed)]));
}

/** @param {Uint8Array} text */
export function decode(text) {
  return new TextDecoder().decode(text);
}

/** @param {Buffer} buffer */
function bytes(buffer) {
  // A plain array: Buffer's slice shares memory, which browsers' arrays do not do.
  return Uint8Array.from(buffer);
}
