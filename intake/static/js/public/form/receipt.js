/** The page after sending: the code, shown once, from this page's memory. */

import { formatReceipt } from "../../crypto/case/receipts.js";
import { readDigits } from "../../crypto/encoding.js";
import { find } from "../../dom.js";
import { moveTo, replaceMain, say } from "../dom.js";

const LAST = 4; // Digits that are asked for, to see that the code was written down.

/**
 * Put the receipt in the place of the form, whose answers go with it.
 * @param {string} receipt 28 digits
 * @param {import("../wire.js").Told} told
 * @param {Record<string, string>} words
 * @returns {Promise<void>} done when the reader has shown that the code is on paper
 */
export function showReceipt(receipt, told, words) {
  const main = replaceMain("receipt");
  const code = find("#receipt-code", main);
  code.textContent = formatReceipt(receipt);
  find("[data-leaf]", main).textContent = told.leaf.replace(/.{5}\B/g, "$& ");
  find("[data-promise]", main).textContent = told.promise;
  say(find("[data-away]", main), told.away);
  find("[data-do=print]", main).addEventListener("click", () => window.print());
  const hide = find("[data-do=hide]", main);
  hide.addEventListener("click", () => {
    code.hidden = !code.hidden;
    hide.textContent = code.hidden ? words.show : words.hide;
  });
  moveTo(find("h1", main));
  return checked(main, receipt, words);
}

/**
 * @param {HTMLElement} main
 * @param {string} receipt
 * @param {Record<string, string>} words
 * @returns {Promise<void>}
 */
function checked(main, receipt, words) {
  const field = /** @type {HTMLInputElement} */ (find("[name=last4]", main));
  const verdict = find("[data-check]", main);
  return new Promise((resolve) => {
    field.addEventListener("input", () => {
      const digits = readDigits(field.value);
      const isRight = digits === receipt.slice(-LAST);
      say(verdict, digits.length < LAST ? "" : isRight ? words.right : words.wrong);
      if (isRight) {
        resolve();
      }
    });
  });
}
