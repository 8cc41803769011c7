/** How the script that moves the form asks the one that seals. */

import { announce, onAnnounced, scripts } from "../announcing.js";

const ASKED = "intake-seal";
const PATIENCE_MS = 20_000; // Then the reader learns of another way; asked again, it may be there.

/**
 * What is sealed, once it is known, and where it goes: `desk`, `epoch`, `recipient`, `salt` as the page names them.
 * @typedef {{draft: Promise<import("../../crypto/case/sealing/sending.js").Draft>, place: DOMStringMap}} Asked
 */

/**
 * What the reporter keeps, 28 digits in groups of four, and what is sent.
 * @typedef {{code: string, body: FormData}} Sealed
 */

/** @typedef {(asked: Asked) => Promise<Sealed>} Seal */

/** @returns {Seal | undefined} */
function findSealer() {
  return announce(ASKED, /** @type {{seal?: Seal}} */ ({})).seal;
}

/** Call back once something here seals; never where nothing will. @param {() => void} act */
export async function onceSealing(act) {
  await scripts;
  if (findSealer()) {
    act();
  }
}

/**
 * @type {Seal}
 * @throws {Error} the script that seals is not there, or could not
 */
export async function askToSeal(asked) {
  await Promise.race([scripts, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  const seal = findSealer();
  if (!seal) {
    throw new Error("nothing here seals");
  }
  return seal(asked);
}

/** @param {Seal} seal */
export function offerToSeal(seal) {
  onAnnounced(ASKED, (detail) => {
    detail.seal = seal;
  });
}
