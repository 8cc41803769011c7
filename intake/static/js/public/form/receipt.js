/** The page after sending: the code, shown once, from this page's memory. */

import { readDigits } from "../../crypto/encoding.js";
import { find, refill } from "../../dom.js";
import { moveTo, say } from "../dom.js";
import { grow } from "../growing.js";

const LAST = 4; // Digits that are asked for, to see that the code was written down.

/**
 * What was sent: the code in groups of four, whether the clocks of device and server differ, whether whoever sent it
 * waits for an answer, and what the rules tell them.
 * @typedef {{code: string, isApart: boolean, isAnswered: boolean, said: Node[]}} Sent
 */

/**
 * Put the receipt in the place of the form, whose answers go with it.
 * @param {Sent} sent
 * @param {import("../wire.js").Told} told
 * @param {import("../growing.js").Tree[]} page the page with places for all of it
 * @param {Record<string, string>} words
 * @returns {Promise<void>} done when the reader has shown that the code is on paper
 */
export function showReceipt({ code: digits, isApart, isAnswered, said }, told, page, words) {
  const main = find("main");
  refill(main, ...page.map(grow));
  const code = find("#receipt-code", main);
  code.textContent = digits;
  const address = /** @type {HTMLAnchorElement} */ (find("[data-address]", main));
  address.textContent = address.host + address.pathname;
  find("[data-leaf]", main).textContent = told.leaf.replace(/.{5}\B/g, "$& ");
  find("[data-promise]", main).textContent = isAnswered ? told.promise : told.reads;
  say(find("[data-away]", main), told.away);
  find("[data-gone]", main).hidden = !told.away; // Before the code: who waits for nobody must know it.
  say(find("[data-clock]", main), isApart ? words.apart : "");
  find("[data-told]", main).append(...said);
  find("[data-do=print]", main).addEventListener("click", () => window.print());
  const hide = find("[data-do=hide]", main);
  hide.addEventListener("click", () => {
    code.hidden = !code.hidden;
    hide.textContent = code.hidden ? words.show : words.hide;
  });
  moveTo(find("h1", main));
  return checked(main, digits, words);
}

/**
 * @param {HTMLElement} main
 * @param {string} code
 * @param {Record<string, string>} words
 * @returns {Promise<void>}
 */
function checked(main, code, words) {
  const field = /** @type {HTMLInputElement} */ (find("[name=last4]", main));
  const verdict = find("[data-check]", main);
  return new Promise((resolve) => {
    field.addEventListener("input", () => {
      const digits = readDigits(field.value);
      const isRight = digits === code.slice(-LAST);
      say(verdict, digits.length < LAST ? "" : isRight ? words.right : words.wrong);
      verdict.classList.toggle("error", !isRight);
      if (isRight) {
        resolve();
      }
    });
  });
}
