/** The few things the public pages do with their document; text only ever as text. */

import { isDay } from "../crypto/shapes.js";
import { element, find, refill } from "../dom.js";
import { readMoment } from "../form/moments.js";
import { own } from "../own.js";

/**
 * Return a copy of what a `<template>` of the page holds.
 * @param {string} id
 * @returns {DocumentFragment}
 */
export function copyTemplate(id) {
  const template = /** @type {HTMLTemplateElement} */ (find(`template#${id}`));
  return document.importNode(template.content, true);
}

/**
 * Put what a `<template>` of the page holds in the place of all that was shown.
 * @param {string} id
 * @returns {HTMLElement} the main part of the page
 */
export function replaceMain(id) {
  const main = find("main");
  refill(main, copyTemplate(id));
  return main;
}

/**
 * Show a text, perhaps in parts, in an element that is hidden while it is empty.
 * @param {HTMLElement} place
 * @param {...(Node | string)} parts
 */
export function say(place, ...parts) {
  refill(place, ...parts);
  place.hidden = !place.textContent;
}

/**
 * Put sentences one after another, without those that are not said. Between them stands what the page
 * says of its language (`gap` of languages.toml), or a space.
 * @param {...(string | false | null | undefined)} sentences
 */
export function joinSentences(...sentences) {
  const { gap = " " } = document.documentElement.dataset;
  return sentences.filter(Boolean).join(gap);
}

/**
 * Say that this browser cannot do it; the text leads to the page that needs no script, if there is one.
 * @param {HTMLElement} place
 * @param {string} text
 * @param {string} [href]
 */
export function sayWayOut(place, text, href) {
  refill(place, href ? element("a", { href }, text) : text);
  place.hidden = false;
}

/**
 * Fill gaps such as `{n}` in a text with texts or with numbers, thousands apart; others stay.
 * @param {string} text
 * @param {Record<string, string | number>} values
 * @returns {string}
 */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (gap, name) => values[name]?.toLocaleString("en") ?? gap);
}

/**
 * Tell whether a key is pressed and means itself, as Enter "go on". One that ends a composition (Chinese,
 * Japanese, Korean input) does not: Chromium and Firefox send it before the composition ends, Safari
 * after, as key code 229.
 * @param {KeyboardEvent} event
 * @param {string} wanted
 */
export function isPressed({ key, isComposing, keyCode }, wanted) {
  return key === wanted && !isComposing && keyCode !== 229;
}

/**
 * Move the reader, and whoever listens to a screen reader, to the top of what is new.
 * @param {HTMLElement} heading
 */
export function moveTo(heading) {
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

/**
 * Return the language a page was asked for in. What stands in the document may be a translator's.
 * @param {string} path of the page: `/zh-Hans/box`
 */
export function languageOf(path) {
  return path.split("/")[1];
}

/**
 * Write a day (`2026-11-22`), perhaps with an hour (`2026-11-25T11:35`), out in the language of the
 * page. It is what somebody sealed, so what begins with no day is returned as it stands.
 * @param {string} text
 * @returns {string}
 */
export function formatDay(text) {
  const day = text.slice(0, 10);
  if (!isDay(day) || !/^.{10}([T ]|$)/.test(text)) {
    return text;
  }
  return `${writeDay(new Date(day))} ${text.slice(11)}`.trim();
}

/**
 * @param {Date} day
 * @returns {string} the day in UTC, in the language of the page
 */
export function writeDay(day) {
  const { days = "" } = document.documentElement.dataset;
  return fill(days.split("|")[day.getUTCMonth()] ?? "", {
    d: String(day.getUTCDate()),
    y: String(day.getUTCFullYear()),
  });
}

/**
 * Write out a day or an hour as somebody sealed it; what is none is returned as it stands.
 * @param {string} text
 * @param {Record<string, string>} words of rough days and parts of the day
 * @param {string} sent the day of sending, which a rough day is meant from
 * @returns {string}
 */
export function formatMoment(text, words, sent) {
  const said = readMoment(text);
  if (!said) {
    const parts = text.split("|").map((part) => part.replace(/^@/, ""));
    return parts
      .filter(Boolean)
      .map((part) => own(words, part) ?? part)
      .join(" · ");
  }
  const when = said
    .filter(Boolean)
    .map((part) => own(words, part) ?? formatDay(part))
    .join(" · ");
  return said[0] && sent ? fill(words.sent, { when, day: formatDay(sent) }) : when;
}
