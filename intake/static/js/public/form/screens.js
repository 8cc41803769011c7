/** The form as one thing per screen: which screens there are, and which of them are asked now. */

import { utf8 } from "../../crypto/bytes.js";
import { collectAnswers, visible } from "../../form/questions.js";

/** @typedef {import("../../form/questions.js").ClientData} ClientData */

/**
 * Parts of one section that stand together on a screen. `ids` are the questions among them; a screen
 * without any (advice, sending) has a `name` of its own.
 * @typedef {{section: HTMLElement, parts: HTMLElement[], ids: string[], name: string}} Screen
 */

/**
 * Cut the sections of the page into screens: a question each, with those that only follow it up; an
 * optional group whole.
 * @param {HTMLElement} root
 * @returns {Screen[]}
 */
export function cutScreens(root) {
  return Array.from(root.querySelectorAll("section")).flatMap((section) => {
    const group = section.querySelector("details");
    if (group) {
      group.open = true;
    }
    const parts = questionsIn(section);
    if (parts.length === 0 || group) {
      return [{ section, parts, ids: parts.map(idOf), name: section.id }];
    }
    return groupParts(section, parts);
  });
}

/**
 * @param {HTMLElement} section
 * @param {HTMLElement[]} parts
 * @returns {Screen[]}
 */
function groupParts(section, parts) {
  /** @type {Screen[]} */
  const screens = [];
  for (const part of parts) {
    if (part.dataset.joined === undefined || screens.length === 0) {
      screens.push({ section, parts: [], ids: [], name: part.id });
    }
    const screen = screens[screens.length - 1];
    screen.parts.push(part);
    screen.ids.push(idOf(part));
  }
  return screens;
}

/**
 * Return the answers as they stand in the page now; what is hidden is among them.
 * @param {HTMLElement} root
 * @param {ClientData} data
 */
export function readAnswers(root, data) {
  /** @type {[string, string][]} */
  const entries = [];
  for (const field of fieldsIn(root)) {
    const isUnchecked = /** @type {HTMLInputElement} */ (field).checked === false;
    if (!(isUnchecked && /^(radio|checkbox)$/.test(field.type))) {
      entries.push([field.name, wellFormed(field.value)]);
    }
  }
  return collectAnswers(data, entries);
}

/**
 * Return the screens that are asked, given the answers so far.
 * @param {Screen[]} screens
 * @param {ClientData} data
 * @param {import("../../form/conditions.js").Answers} answers
 * @returns {Screen[]}
 */
export function askedScreens(screens, data, answers) {
  const shown = visible(data, answers);
  return screens.filter(({ ids, name }) => {
    if (name === "s-now") {
      return answers.danger_now === "yes";
    }
    return ids.length === 0 || ids.some((id) => shown.has(id));
  });
}

/**
 * Show one screen and hide the others.
 * @param {Screen[]} screens
 * @param {Screen} current
 * @param {Set<string>} shown ids of the questions to show
 */
export function showScreen(screens, current, shown) {
  for (const { section, parts } of screens) {
    section.hidden = section !== current.section;
    for (const part of parts) {
      part.hidden = !current.parts.includes(part) || !shown.has(idOf(part));
    }
  }
}

/**
 * Return what a screen is called: the label of its first question, or its heading.
 * @param {Screen} screen
 * @returns {HTMLElement}
 */
export function headingOf({ section, parts }) {
  const place = parts.length > 0 && !section.querySelector("details") ? parts[0] : section;
  return /** @type {HTMLElement} */ (place.querySelector("legend, b, h2, summary") ?? place);
}

/**
 * Take back what was answered on a screen.
 * @param {Screen} screen
 */
export function clearScreen({ parts }) {
  for (const field of parts.flatMap(fieldsIn)) {
    if (/^(radio|checkbox)$/.test(field.type)) {
      /** @type {HTMLInputElement} */ (field).checked = false;
    } else {
      field.value = "";
    }
  }
}

/** @param {HTMLElement} root */
function fieldsIn(root) {
  /** @type {NodeListOf<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>} */
  const fields = root.querySelectorAll("input, select, textarea");
  return Array.from(fields);
}

/**
 * Half a character, which some keyboards leave behind, would have no encoding.
 * @param {string} text
 */
function wellFormed(text) {
  return new TextDecoder().decode(utf8(text));
}

/** @param {HTMLElement} section */
function questionsIn(section) {
  /** @type {NodeListOf<HTMLElement>} */
  const parts = section.querySelectorAll("[id^=q-]");
  return Array.from(parts);
}

/** @param {HTMLElement} part */
function idOf(part) {
  return part.id.slice(2);
}
