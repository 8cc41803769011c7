/** The form as one thing per screen: which screens there are, and which of them are asked now. */

import { utf8 } from "../../crypto/bytes.js";
import { element, find } from "../../dom.js";
import { collectAnswers, visible } from "../../form/questions.js";
import { fieldsIn, idOf, isPick } from "./fields.js";

/** @typedef {import("../../form/questions.js").ClientData} ClientData */
/** @typedef {import("../../form/conditions.js").Answers} Answers */

/**
 * Parts of one section that stand together on a screen. `ids` are the questions among them; a screen
 * without any (advice, sending) has a `name` of its own. `title` is the one heading of the page while
 * the screen is shown.
 * @typedef {{section: HTMLElement, parts: HTMLElement[], ids: string[], name: string,
 *   title: HTMLElement}} Screen
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
    return parts.length === 0 || group
      ? [screenOf(section, parts, section.id, group ?? undefined)]
      : groupParts(parts).map((together) => screenOf(section, together, together[0].id));
  });
}

/**
 * @param {HTMLElement[]} parts
 * @returns {HTMLElement[][]}
 */
function groupParts(parts) {
  /** @type {HTMLElement[][]} */
  const groups = [];
  for (const part of parts) {
    if (part.dataset.joined === undefined || groups.length === 0) {
      groups.push([]);
    }
    groups[groups.length - 1].push(part);
  }
  return groups;
}

/**
 * @param {HTMLElement} section
 * @param {HTMLElement[]} parts
 * @param {string} name
 * @param {HTMLElement} [group]
 * @returns {Screen}
 */
function screenOf(section, parts, name, group) {
  const title = element("h1");
  const isQuestion = parts.length > 0 && !group;
  const words = find("legend, b, h2, summary", isQuestion ? parts[0] : section);
  title.append(...words.childNodes);
  if (isQuestion) {
    words.append(title); // Inside, so that it still names the fields.
  } else {
    (group ?? words).before(title);
    words.hidden = true;
  }
  return { section, parts, ids: parts.map(idOf), name, title };
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
    if (!isPick(field) || field.checked) {
      entries.push([field.name, wellFormed(field.value)]);
    }
  }
  return collectAnswers(data, entries);
}

/**
 * Return the screens that are asked, given the answers so far.
 * @param {Screen[]} screens
 * @param {ClientData} data
 * @param {Answers} answers
 * @returns {Screen[]}
 */
export function askedScreens(screens, data, answers) {
  const shown = visible(data, answers);
  return screens.filter(({ ids, name }) => {
    if (name === "s-now") {
      return sendsAtOnce(answers);
    }
    return ids.length === 0 || ids.some((id) => shown.has(id));
  });
}

/**
 * Tell whether "Send now" sends at once, with nothing to be looked at before: somebody is in danger.
 * @param {Answers} answers
 */
export function sendsAtOnce(answers) {
  return answers.danger_now === "yes";
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
