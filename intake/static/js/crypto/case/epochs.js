/** Seeds by epoch, as key files and desk key files hold them (SPEC 6 and 8). */
import { b64u } from "../encoding.js";
import { binary, constant, exactObject, integer, items } from "../shapes.js";

/**
 * Return seeds as the list a key file holds, by ascending epoch.
 * @param {Map<number, Uint8Array>} seeds
 * @returns {{epoch: number, seed: string}[]}
 */
export function encodeEpochs(seeds) {
  const epochs = [...seeds].sort(([one], [other]) => one - other);
  return epochs.map(([epoch, seed]) => ({ epoch, seed: b64u(seed) }));
}

/**
 * Return the seeds of such a list, whose epochs grow by one.
 * @param {unknown} value
 * @param {number} [first] epoch
 * @returns {Map<number, Uint8Array>}
 * @throws {import("../encoding.js").EncodingError} not such a list
 */
export function readEpochs(value, first = 0) {
  const seeds = new Map();
  for (const item of items(value)) {
    const fields = exactObject(item, "epoch seed");
    constant(fields.epoch, first + seeds.size);
    seeds.set(integer(fields.epoch), binary(fields.seed));
  }
  return seeds;
}
