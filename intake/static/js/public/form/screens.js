/** The form as one thing per screen: which screens there are, and which of them are asked now. */

import { utf8 } from "../../crypto/bytes.js";
import { element, find } from "../../dom.js";
import { asked, holds } from "../../form/conditions.js";
import { collectAnswers, dropHidden, visible } from "../../form/questions.js";
import { fieldsIn, idOf, isPick } from "./fields.js";
import { beginsAfter, toldSection } from "./telling.js";

/** @typedef {import("../../form/questions.js").ClientData} ClientData */
/** @typedef {import("../../form/conditions.js").Answers} Answers */

/**
 * Parts of one section that stand together on a screen. `ids` are the questions among them; a screen
 * without any (advice, sending) has a `name` of its own. `title` is the one heading of the page while
 * the screen is shown. A screen of the short path shows parts of other sections as well (`beside`); one
 * that only `tells` something comes after another.
 * @typedef {{section: HTMLElement, parts: HTMLElement[], ids: string[], name: string,
 *   title: HTMLElement, beside?: HTMLElement[], after?: Screen}} Screen
 */

const NOW = "s-now"; // Where the numbers to call stand.

/**
 * Cut the page into all screens there may be: those of the short path, then everything one by one, in
 * the order of the form. After each stands what its answers may make a rule tell.
 * @param {HTMLElement} root
 * @param {ClientData} data
 * @param {Record<string, import("./telling.js").Words>} told
 * @returns {Screen[]}
 */
export function cutScreens(root, data, told) {
  const single = cutSections(root).sort((one, other) => placeOf(data, one) - placeOf(data, other));
  const short = (data.path?.screens ?? []).map((names, at) => shortScreen(root, names, at === 0));
  return [...short, ...single].flatMap((screen) => [screen, ...tellingAfter(screen, data, told)]);
}

/**
 * @param {ClientData} data
 * @param {Screen} screen
 */
function placeOf({ questions, danger }, { ids, name }) {
  const places = Object.keys(questions);
  if (name === NOW) {
    return places.indexOf(Object.keys(danger)[0]) + 0.5;
  }
  return ids.length > 0 ? places.indexOf(ids[0]) : places.length;
}

/**
 * @param {HTMLElement} root
 * @param {readonly string[]} names of questions
 * @param {boolean} isFirst the numbers to call stand on it
 * @returns {Screen}
 */
function shortScreen(root, names, isFirst) {
  const parts = names.map((name) => find(`#q-${name}`, root));
  const sections = parts.map((part) => /** @type {HTMLElement} */ (part.closest("section")));
  const beside = isFirst ? [find(`#${NOW}`, root), ...sections] : sections;
  return {
    section: sections[0],
    beside,
    parts,
    ids: [...names],
    name: "",
    title: find("h1", parts[0]),
  };
}

/**
 * @param {Screen} after
 * @param {ClientData} data
 * @param {Record<string, import("./telling.js").Words>} told
 * @returns {Screen[]}
 */
function tellingAfter(after, { rules }, told) {
  const rows = rules.rows.filter(({ when = {} }) =>
    asked(when).some((id) => after.ids.includes(id)),
  );
  const names = new Set(rows.flatMap(({ tell }) => tell ?? []));
  return [...names].map((name) => {
    const section = toldSection(name, told[name]);
    after.section.after(section);
    return { ...screenOf(section, [], name), after };
  });
}

/**
 * Cut the sections of the page into screens: a question each, with those that only follow it up; an
 * optional group whole.
 * @param {HTMLElement} root
 * @returns {Screen[]}
 */
function cutSections(root) {
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
  const isShort = data.path && holds(data.path.when, answers, 0);
  const first = isShort ? data.path?.screens.flat() : [];
  const given = dropHidden(data, answers);
  /** @type {Screen[]} */
  const found = [];
  for (const screen of screens) {
    const { ids, name, beside, after } = screen;
    const isAsked = after
      ? beginsAfter(found, after, name, data.rules, given)
      : beside
        ? isShort
        : name === NOW
          ? !isShort && sendsAtOnce(data, answers)
          : ids.length === 0 || ids.some((id) => shown.has(id) && !first?.includes(id));
    if (isAsked) {
      found.push(screen);
    }
  }
  return found;
}

/**
 * Tell whether "Send now" sends at once, with nothing to be looked at before: somebody is in danger.
 * @param {ClientData} data
 * @param {Answers} answers
 */
export function sendsAtOnce({ path, danger }, answers) {
  const [first] = Object.keys(danger);
  return path ? holds(path.when, answers, 0) : Boolean(first) && answers[first] === danger[first];
}

/**
 * Show one screen and hide the others.
 * @param {Screen[]} screens
 * @param {Screen} current
 * @param {Set<string>} shown ids of the questions to show
 */
export function showScreen(screens, current, shown) {
  for (const { section, parts } of screens) {
    section.hidden = section !== current.section && !current.beside?.includes(section);
    for (const part of parts) {
      part.classList.toggle("also", current.parts[0] !== part);
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
