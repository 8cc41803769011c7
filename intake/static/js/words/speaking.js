/** Saying things from a catalogue of messages. */

import { own } from "../own.js";
import { LANGUAGE } from "./en/staff/language.js";

/** A sentence, or one for each plural form of the number `n`.
 * @typedef {string | {one: string, other: string}} Message */

const NUMBERS = new Intl.NumberFormat(LANGUAGE);
const PLURALS = new Intl.PluralRules(LANGUAGE);

/**
 * Return what speaks with the words of one catalogue.
 * @template {Record<string, Message>} Catalogue
 * @param {Catalogue} catalogue
 */
export function speaker(catalogue) {
  /** By key, whatever a code is called. @type {Map<string, Message>} */
  const byKey = new Map(Object.entries(catalogue));
  return {
    /**
     * @param {keyof Catalogue} key
     * @param {Record<string, string | number>} [values] for the names in braces
     * @returns {string}
     */
    say: (key, values = {}) => fill(catalogue[key], values),
    /**
     * Say something about a code.
     * @param {string} area such as `kind`
     * @param {string} code
     * @param {Record<string, string | number>} [values]
     * @returns {string | undefined} nothing for a code without words of its own
     */
    sayOf: (area, code, values = {}) => {
      const message = byKey.get(`${area}.${code}`);
      return message === undefined ? undefined : fill(message, values);
    },
    /**
     * Take in words that come from the server, by `area.code`; none in the place of a word of ours.
     * @param {Record<string, string>} words
     */
    learn: (words) => {
      for (const [key, message] of Object.entries(words)) {
        byKey.set(key, byKey.get(key) ?? message);
      }
    },
  };
}

/**
 * Fill the gaps of a message.
 * @param {Message} message
 * @param {Record<string, string | number>} values for the names in braces
 * @returns {string}
 */
export function fill(message, values) {
  const form = PLURALS.select(Number(values.n)) === "one" ? "one" : "other";
  const text = typeof message === "string" ? message : message[form];
  return text.replace(/\{(\w+)\}/g, (_, name) => {
    const value = own(values, name) ?? "";
    return typeof value === "number" ? NUMBERS.format(value) : value;
  });
}
