/**
 * How the script that moves the form finds the one that seals: by an event, which is answered before
 * dispatching ends. Neither knows more of the other, and a script that did not come answers nothing.
 */

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

/** Every script of the page has run then, or will not: the document waits for its modules. */
const scripts = new Promise((resolve) => addEventListener("DOMContentLoaded", resolve));

/** @returns {Seal | undefined} */
function findSealer() {
  /** @type {{seal?: Seal}} */
  const detail = {};
  dispatchEvent(new CustomEvent(ASKED, { detail }));
  return detail.seal;
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
  addEventListener(ASKED, (event) => {
    /** @type {CustomEvent} */ (event).detail.seal = seal;
  });
}
