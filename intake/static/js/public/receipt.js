/** The page after sending: the code, shown once, from this page's memory. */

import { formatReceipt } from "../crypto/receipts.js";
import { find, moveTo, replaceMain, say } from "./dom.js";

const LAST = 4; // Digits that are asked for, to see that the code was written down.

/**
 * Put the receipt in the place of the form, whose answers go with it.
 * @param {string} receipt 28 digits
 * @param {import("./wire.js").Told} told
 * @param {Record<string, string>} words
 * @returns {Promise<void>} done when the reader has shown that the code is on paper
 */
export function showReceipt(receipt, told, words) {
  const main = replaceMain("receipt");
  const code = find(main, "#receipt-code");
  code.textContent = formatReceipt(receipt);
  find(main, "[data-leaf]").textContent = told.leaf.replace(/.{5}\B/g, "$& ");
  find(main, "[data-answer-by]").textContent = told.answer_by;
  say(find(main, "[data-away]"), told.away);
  find(main, "[data-do=print]").addEventListener("click", () => window.print());
  const hide = find(main, "[data-do=hide]");
  hide.addEventListener("click", () => {
    code.hidden = !code.hidden;
    hide.textContent = code.hidden ? words.show : words.hide;
  });
  moveTo(find(main, "h1"));
  return checked(main, receipt, words);
}

/**
 * @param {HTMLElement} main
 * @param {string} receipt
 * @param {Record<string, string>} words
 * @returns {Promise<void>}
 */
function checked(main, receipt, words) {
  const field = /** @type {HTMLInputElement} */ (find(main, "[name=last4]"));
  const verdict = find(main, "[data-check]");
  return new Promise((resolve) => {
    field.addEventListener("input", () => {
      const digits = field.value.normalize("NFKC").replace(/\D/g, "");
      const isRight = digits === receipt.slice(-LAST);
      say(verdict, digits.length < LAST ? "" : isRight ? words.right : words.wrong);
      if (isRight) {
        resolve();
      }
    });
  });
}
