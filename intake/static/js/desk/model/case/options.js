/** The choices of acts in words, in the order of the server's table. */

import { wordFor } from "../../../staff/labels.js";
import { sayOf } from "../../../words/say.js";
import { withAbsence } from "../names.js";

/**
 * @param {string} area of the catalogue
 * @param {readonly string[]} codes
 * @returns {[string, string][]} code and words
 */
export function optionsOf(area, codes) {
  return codes.map((code) => [code, sayOf(area, code) ?? code]);
}

/**
 * @param {readonly string[]} codes
 * @param {Readonly<Record<string, string>>} words
 * @returns {[string, string][]}
 */
export function labelled(codes, words) {
  return codes.map((code) => [code, wordFor(words, code)]);
}

/** Somebody who is or was on the desk.
 * @typedef {import("../names.js").Colleague & {member: boolean}} Told */

/**
 * @param {import("../names.js").Colleague[]} members
 * @returns {[string, string][]} account id, and name with absence
 */
export function memberOptions(members) {
  return members.map((each) => [each.id, withAbsence(each)]);
}

/**
 * Members who may hold a case: on the desk now, and the case is not kept from them.
 * @param {Told[]} people
 * @param {any} meta
 * @returns {import("../names.js").Colleague[]}
 */
export function membersOf(people, { excluded = [] }) {
  return people.filter(({ name, member }) => member && !excluded.includes(name));
}
