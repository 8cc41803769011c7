/** The words on paper: shown once, and some of them asked for (SPEC 7). */
import { normalisePassphrase } from "../../crypto/passwords.js";
import { element, find, refill } from "../../dom.js";
import { input, place, say } from "../../staff/staff_dom.js";

const ASKED_WORDS = 2;

/** @param {string[]} words */
export function showWords(words) {
  refill(place("words"), ...words.map((word) => element("li", { translate: "no" }, word)));
}

/**
 * @param {number} count
 * @returns {number[]} different places from 0, ascending
 */
export function pickPositions(count) {
  const places = new Set();
  while (places.size < ASKED_WORDS) {
    places.add(crypto.getRandomValues(new Uint8Array(1))[0] % count);
  }
  return [...places].sort((one, other) => one - other);
}

/** @param {number[]} asked */
export function askFor(asked) {
  const fields = asked.map((at) => {
    const field = element("input", {
      id: `word-${at}`,
      name: `word_${at}`,
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
    });
    onEnter(field, "checked");
    return element(
      "div",
      { class: "field" },
      element("label", { for: `word-${at}` }, `Word ${at + 1}`),
      field,
    );
  });
  refill(place("asked"), ...fields);
  say("check-problem", "");
}

/**
 * @param {string[]} words
 * @param {number[]} asked
 * @returns {boolean} false when the page says what is wrong
 */
export function wordsAreRight(words, asked) {
  const wrong = asked.find((at) => normalisePassphrase(input(`word_${at}`).value) !== words[at]);
  if (wrong !== undefined) {
    say("check-problem", `Word ${wrong + 1} is another one. Look at your paper.`);
    input(`word_${wrong}`).focus();
    return false;
  }
  refill(place("words")); // From here on they are on paper only.
  return true;
}

/**
 * @param {HTMLElement} field
 * @param {string} button its `data-does`
 */
export function onEnter(field, button) {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      find(`[data-does="${button}"]`).click();
    }
  });
}
