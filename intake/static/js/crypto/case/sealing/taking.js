/** Taking a case: key files for its new holders, in place of the desk's (SPEC 6). */
import { newSeed } from "../../age/hybrid.js";
import { accountHolder, makeKeyFile } from "../keyfiles.js";

/** @typedef {import("../keyfiles.js").KeyFile} KeyFile */

/**
 * Return the key files that take the place of the desk's when a case is taken.
 *
 * All holders get the same seeds; the first taking makes the notes seed.
 * @param {KeyFile} keyFile the verified key file that the taker opened
 * @param {string} account the taker's account id, who signs
 * @param {Uint8Array} signingSeed the taker's Ed25519 seed
 * @param {Map<string, Uint8Array>} holders recipients by account id: assignee and cover
 * @returns {Promise<Map<string, Uint8Array>>} age files by account id
 */
export async function takeCase(keyFile, account, signingSeed, holders) {
  const notes = keyFile.notes.size ? keyFile.notes : new Map([[0, newSeed()]]);
  const by = accountHolder(account);
  const files = new Map();
  for (const [id, recipient] of holders) {
    const granted = { ...keyFile, notes, by, holder: accountHolder(id) };
    files.set(id, await makeKeyFile(granted, signingSeed, recipient));
  }
  return files;
}
