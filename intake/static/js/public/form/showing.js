/** Showing one screen: its parts, and the one heading of the page, which goes along. */

import { element } from "../../dom.js";
import { own } from "../../own.js";
import { showLimit, showRemoval, tie } from "../questions/fields.js";

/** @typedef {import("./cutting.js").Part} Part */

/**
 * @param {readonly import("./cutting.js").Screen[]} screens
 * @param {import("./steps.js").Loaded} loaded
 * @param {() => void} changed is called where a choice was taken back
 * @returns {(parts: readonly Part[], given: import("../../form/conditions.js").Answers) => HTMLElement}
 *   shows these parts alone; returns the heading, which says the title of the first
 */
export function startShowing(screens, { data, words }, changed) {
  const all = screens.flatMap(({ parts }) => parts);
  const title = element("h1");
  let replaced = title; // In whose place the heading stands.
  return (parts, given) => {
    const [nodes, sections] = [parts.map(({ node }) => node), parts.map(({ section }) => section)];
    for (const { node, section } of all) {
      node.hidden = !nodes.includes(node);
      section.hidden = !sections.includes(section);
    }
    if (replaced !== parts[0].words) {
      replaced.append(...title.childNodes);
      replaced.hidden = false;
      replaced = parts[0].words;
      place(title, replaced);
    }
    for (const { id, node } of parts.filter((part) => part.id)) {
      const over = showLimit(node, data.questions[id].m, own(given, id), words);
      showRemoval(node, words.remove, changed);
      tie(node, null, over > 0);
    }
    return title;
  };
}

/**
 * Take over a title. In a question the heading stands inside, so that it still names the fields.
 * @param {HTMLElement} title
 * @param {HTMLElement} words
 */
function place(title, words) {
  title.append(...words.childNodes);
  if (words.matches("legend, b")) {
    words.append(title);
  } else {
    (words.closest("details") ?? words).before(title);
    words.hidden = true;
  }
}
