/**
 * Looking up names that are data. What somebody sealed may be named `constructor` or `__proto__`,
 * which every plain object inherits or obeys; only what was put in under a name counts.
 */

/**
 * @template T
 * @param {Readonly<Record<string, T>>} record
 * @param {string} name
 * @returns {T | undefined} what stands under this name in the record itself
 */
export function own(record, name) {
  return new Map(Object.entries(record)).get(name);
}
