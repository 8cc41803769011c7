/** The words on paper: shown once, and some of them asked for (SPEC 7). */
import { normalisePassphrase } from "../../crypto/passwords.js";
import { element, find, refill } from "../../dom.js";
import { input, place, say } from "../../staff/staff_dom.js";
import { words } from "../../words/say_staff.js";

const ASKED_WORDS = 2;

/** @param {string[]} passphrase */
export function showWords(passphrase) {
  refill(place("words"), ...passphrase.map((word) => element("li", { translate: "no" }, word)));
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
      element("label", { for: `word-${at}` }, words("enrol.word", { at: at + 1 })),
      field,
    );
  });
  refill(place("asked"), ...fields);
  say("check-problem", "");
}

/**
 * @param {string[]} passphrase
 * @param {number[]} asked
 * @returns {boolean} false when the page says what is wrong
 */
export function wordsAreRight(passphrase, asked) {
  const wrong = asked.find(
    (at) => normalisePassphrase(input(`word_${at}`).value) !== passphrase[at],
  );
  if (wrong !== undefined) {
    say("check-problem", words("enrol.word_wrong", { at: wrong + 1 }));
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
