// Opens age files with npm age-encryption, a second implementation: `node open_files.js` reads
// [{file, identities}] from standard input and prints {file: text}; null where nothing opens it.
import { readFileSync } from "node:fs";
import { Decrypter } from "age-encryption";

/**
 * @param {string} file
 * @param {string[]} identities
 */
async function open(file, identities) {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  try {
    return await decrypter.decrypt(readFileSync(file), "text");
  } catch {
    return null;
  }
}

/** @type {{file: string, identities: string[]}[]} */
const asked = JSON.parse(readFileSync(0, "utf8"));
const texts = await Promise.all(asked.map(({ file, identities }) => open(file, identities)));
console.log(JSON.stringify(Object.fromEntries(asked.map(({ file }, i) => [file, texts[i]]))));
