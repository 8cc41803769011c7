/**
 * The conversation of a case: which files are the newest, and which are missing.
 */

/** @typedef {{hash: string, after: readonly string[]}} Written one file: its hash and its parents */

const MAX_PARENTS = 8; // SPEC section 5.

/**
 * Return what a new message comes after: the files that nothing else comes after yet.
 * @param {readonly Written[]} files in the order the server keeps them, the oldest first
 * @returns {string[]} b64u SHA-256, at most 8, the newest kept
 */
export function newestHashes(files) {
  const followed = new Set(files.flatMap((file) => file.after));
  return files
    .map((file) => file.hash)
    .filter((hash) => !followed.has(hash))
    .slice(-MAX_PARENTS);
}
