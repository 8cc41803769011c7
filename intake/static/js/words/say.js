/**
 * The words of staff pages, by key. Each area has one module of messages in each language; English is
 * the only one yet, and every key stands in it.
 */

import { own } from "../own.js";
import { LIST } from "./en/list.js";
import { OVERVIEW } from "./en/overview.js";
import { SHELL } from "./en/shell.js";
import { WHY } from "./en/why.js";

/** A sentence, or one for each plural form of the number `n`.
 * @typedef {string | {one: string, other: string}} Message */

const ENGLISH = { ...SHELL, ...LIST, ...WHY, ...OVERVIEW };

/** @typedef {keyof typeof ENGLISH} Key */

/** By key, whatever a code is called. @type {Map<string, Message>} */
const BY_KEY = new Map(Object.entries(ENGLISH));

const LANGUAGE = "en";
const NUMBERS = new Intl.NumberFormat(LANGUAGE);
const PLURALS = new Intl.PluralRules(LANGUAGE);

/**
 * @param {Key} key
 * @param {Record<string, string | number>} [values] for the names in braces
 * @returns {string}
 */
export function say(key, values = {}) {
  return fill(ENGLISH[key], values);
}

/**
 * Say something about a code.
 * @param {string} area such as `kind`
 * @param {string} code
 * @param {Record<string, string | number>} [values]
 * @returns {string | undefined} nothing for a code without words of its own
 */
export function sayOf(area, code, values = {}) {
  const message = BY_KEY.get(`${area}.${code}`);
  return message === undefined ? undefined : fill(message, values);
}

/**
 * @param {Message} message
 * @param {Record<string, string | number>} values
 */
function fill(message, values) {
  const form = PLURALS.select(Number(values.n)) === "one" ? "one" : "other";
  const text = typeof message === "string" ? message : message[form];
  return text.replace(/\{(\w+)\}/g, (_, name) => {
    const value = own(values, name) ?? "";
    return typeof value === "number" ? NUMBERS.format(value) : value;
  });
}
