/** The box with JavaScript: the code opens it here; the server gives and takes sealed bytes. */

// First, so that the libraries stand together in the bundle: gzip looks back 32 kB only.
import "../crypto/ed25519.js";
import "../crypto/age/hybrid.js";
import { Untrusted as Damaged } from "../crypto/case/objects.js";
import {
  countDigits,
  DIGITS,
  deriveReporter,
  parseReceipt,
  ReceiptError,
} from "../crypto/case/receipts.js";
import { b64u, parseB64u } from "../crypto/encoding.js";
import { find } from "../dom.js";
import { announce, scripts } from "../public/announcing.js";
import { openBox } from "../public/box/opening.js";
import { showBox } from "../public/box/view.js";
import { fill, isPressed, say, sayWayOut } from "../public/dom.js";
import { markEnglish } from "../public/english.js";
import { forgetOnLeaving } from "../public/leaving.js";
import { takeOver } from "../public/taking_over.js";
import { fetchBox, loadData, NoAnswer, Refusal } from "../public/wire.js";

/**
 * Take over the page that asks for the code.
 * @param {HTMLElement} root
 */
async function startBox(root) {
  const loaded = await loadData(root.dataset);
  markEnglish(loaded.english);
  const button = /** @type {HTMLButtonElement} */ (find("[name=send]", root));
  const field = /** @type {HTMLTextAreaElement} */ (find("[name=code]", root));
  const problem = find("[role=alert]", root);
  const open = async () => {
    if (button.disabled) {
      return;
    }
    button.disabled = true;
    say(problem, loaded.words.opening);
    const said = await enter(field.value, root.dataset, loaded);
    say(problem, said);
    if (said === loaded.words.unopened || said === loaded.words.unable) {
      sayWayOut(problem, said, `${location.pathname}/plain`);
    }
    button.disabled = false;
  };
  const counted = find("[data-count]", root);
  field.addEventListener("input", () => {
    counted.textContent = countWords(countDigits(field.value), loaded.words);
  });
  button.addEventListener("click", open);
  field.addEventListener("keydown", (event) => {
    if (isPressed(event, "Enter")) {
      event.preventDefault(); // The field wraps, so that all of a code is seen; it takes no line breaks.
      open();
    }
  });
  forgetOnLeaving();
  find("#wait").remove();
}

/**
 * @param {string} typed
 * @param {DOMStringMap} page `salt`, b64u, and the verifier key of the `log`
 * @param {import("../public/box/view.js").Loaded} loaded
 * @returns {Promise<string>} what to say; nothing if the box is open
 */
async function enter(typed, { salt = "", log }, loaded) {
  const { words } = loaded;
  try {
    const keys = await deriveReporter(parseReceipt(typed), parseB64u(salt, 32));
    const box = await fetchBox(`${location.pathname}/open`, b64u(keys.token));
    showBox(await openBox(box, keys), loaded);
    scripts.then(() => announce("intake-prove", [log, box, loaded]));
    return "";
  } catch (error) {
    // A key file that another key is needed for is a number that leads nowhere (SPEC 9).
    if (error instanceof ReceiptError || isOthers(error)) {
      const count = countDigits(typed);
      return count === DIGITS ? words.nothing : fill(words.digits, { n: count });
    }
    if (error instanceof Refusal || error instanceof NoAnswer) {
      return error.message || words.unsure; // A refusal has a message.
    }
    return error instanceof Damaged ? words.unopened : words.unable;
  }
}

/**
 * @param {number} count of digits typed so far
 * @param {Record<string, string>} words
 */
function countWords(count, { counted, over, whole }) {
  if (count === DIGITS) {
    return whole;
  }
  const words = count < DIGITS ? counted : over;
  const left = Math.abs(DIGITS - count);
  return count ? fill(words, { n: count, m: left }) : "";
}

/** @param {unknown} error */
function isOthers(error) {
  return error instanceof Damaged && error.reason === "wrong_identity";
}

takeOver("enter", startBox);
