/** The page after sending: the code, shown once, from this page's memory. */

import { formatReceipt } from "../crypto/receipts.js";
import { find, formatMoment, moveTo, replaceMain, say } from "./dom.js";

const HOUR = 3_600_000; // Milliseconds.
const LAST = 4; // Digits that are asked for, to see that the code was written down.

/**
 * Put the receipt in the place of the form, whose answers go with it.
 * @param {string} receipt 28 digits
 * @param {string} leaf start of the log leaf's hash
 * @param {number} hours until an answer is expected
 * @param {Record<string, string>} words
 * @returns {Promise<void>} done when the reader has shown that the code is on paper
 */
export function showReceipt(receipt, leaf, hours, words) {
  const main = replaceMain("receipt");
  const code = find(main, "#receipt-code");
  code.textContent = formatReceipt(receipt);
  find(main, "[data-leaf]").textContent = leaf;
  find(main, "[data-answer-by]").textContent = answerBy(hours);
  find(main, "[data-do=print]").addEventListener("click", () => window.print());
  const hide = find(main, "[data-do=hide]");
  hide.addEventListener("click", () => {
    code.hidden = !code.hidden;
    hide.textContent = code.hidden ? words.show : words.hide;
  });
  moveTo(find(main, "h1"));
  return checked(main, receipt, words);
}

/** @param {number} hours */
function answerBy(hours) {
  const later = Math.ceil(Date.now() / HOUR + hours) * HOUR;
  return formatMoment(new Date(later), {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  });
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
