/** The page of the form cut into screens: lists of parts that stand together. */

import { find } from "../../dom.js";
import { asked } from "../../form/conditions.js";
import { idOf, nameOf } from "../questions/fields.js";
import { toldSection } from "../questions/telling.js";

/** @typedef {import("../../form/questions.js").ClientData} ClientData */
/** @typedef {Record<string, import("../questions/telling.js").Words>} Told */
/**
 * A question, or what only says something and has no `id`. `words` are its title.
 * @typedef {{id: string, node: HTMLElement, section: HTMLElement, words: HTMLElement}} Part
 */
/**
 * Parts that stand together. `name` is of one that asks nothing. One of the short path is `isShort`; one
 * that only tells something comes after another.
 * @typedef {{parts: Part[], name?: string, isShort?: true, after?: Screen}} Screen
 */

export const NOW = "s-now"; // Where the numbers to call stand.

/**
 * Cut the page into all screens there may be: those of the short path, then everything one by one, in
 * the order of the form. After each stands what its answers may make a rule tell.
 * @param {HTMLElement} root
 * @param {ClientData} data
 * @param {Told} told
 * @returns {Screen[]}
 */
export function cutScreens(root, data, told) {
  const single = cutSections(root).sort((one, other) => placeOf(data, one) - placeOf(data, other));
  return [...shortScreens(root, data), ...single].flatMap((screen) => [
    screen,
    ...tellingAfter(screen, data, told),
  ]);
}

/**
 * Return the questions of a screen.
 * @param {{parts: readonly {id: string}[]}} screen
 */
export function idsOf({ parts }) {
  return parts.flatMap(({ id }) => id || []);
}

/**
 * @param {ClientData} data
 * @param {Screen} screen
 */
function placeOf({ questions, danger }, screen) {
  const places = Object.keys(questions);
  if (screen.name === NOW) {
    return places.indexOf(Object.keys(danger)[0]) + 0.5;
  }
  const [id] = idsOf(screen);
  return id ? places.indexOf(id) : places.length;
}

/**
 * Those of the short path; on the first stand the numbers to call.
 * @param {HTMLElement} root
 * @param {ClientData} data
 * @returns {Screen[]}
 */
function shortScreens(root, { path }) {
  return (path?.screens ?? []).map((names, at) => {
    const parts = names.map((name) => questionPart(find(`#q-${name}`, root)));
    return { parts: at ? parts : [...parts, notePart(find(`#${NOW}`, root))], isShort: true };
  });
}

/**
 * @param {Screen} after
 * @param {ClientData} data
 * @param {Told} told
 * @returns {Screen[]}
 */
function tellingAfter(after, { rules }, told) {
  const ids = idsOf(after);
  const rows = rules.rows.filter(({ when = {} }) => asked(when).some((id) => ids.includes(id)));
  const names = new Set(rows.flatMap(({ tell }) => tell ?? []));
  return [...names].map((name) => {
    const section = toldSection(name, told[name]);
    after.parts[0].section.after(section);
    return { parts: [notePart(section)], name, after };
  });
}

/**
 * Cut the sections of the page: a question each, with those that only follow it up; an optional group
 * whole, under its title.
 * @param {HTMLElement} root
 * @returns {Screen[]}
 */
function cutSections(root) {
  return Array.from(root.querySelectorAll("section")).flatMap((section) => {
    /** @type {NodeListOf<HTMLElement>} */
    const found = section.querySelectorAll("[id^=q-]");
    const questions = Array.from(found, questionPart);
    const group = section.querySelector("details");
    if (group) {
      group.open = true;
    } else if (questions.length > 0) {
      return joinParts(questions).map((parts) => ({ parts }));
    }
    return [{ parts: [notePart(section), ...questions], name: section.id }];
  });
}

/**
 * @param {Part[]} parts
 * @returns {Part[][]}
 */
function joinParts(parts) {
  /** @type {Part[][]} */
  const groups = [];
  for (const part of parts) {
    if (part.node.dataset.joined === undefined || groups.length === 0) {
      groups.push([]);
    }
    groups[groups.length - 1].push(part);
  }
  return groups;
}

/** @param {HTMLElement} node @returns {Part} */
function questionPart(node) {
  const section = /** @type {HTMLElement} */ (node.closest("section"));
  return { id: idOf(node), node, section, words: nameOf(node) };
}

/** @param {HTMLElement} section @returns {Part} */
function notePart(section) {
  return { id: "", node: section, section, words: find("h2, summary", section) };
}
