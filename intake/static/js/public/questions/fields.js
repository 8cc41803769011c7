/** What belongs to the fields of one question, for the eye and for a screen reader. */

import { element, find } from "../../dom.js";
import { fill } from "../dom.js";

const NEARLY = 0.9; // From this part of a limit on a screen reader is told of each change.

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/**
 * @param {HTMLElement} root
 * @returns {Field[]}
 */
export function fieldsIn(root) {
  /** @type {NodeListOf<Field>} */
  const fields = root.querySelectorAll("input, select, textarea");
  return Array.from(fields);
}

/**
 * Tell whether a field is one choice, which is picked or not.
 * @param {Field} field
 * @returns {field is HTMLInputElement}
 */
export function isPick(field) {
  return /^(radio|checkbox)$/.test(field.type);
}

/**
 * What is being sealed or sent must not change meanwhile: it would be lost without a sign.
 * @param {HTMLElement} root
 * @param {boolean} is
 */
export function lockFields(root, is) {
  for (const each of fieldsIn(root)) {
    each.disabled = is;
  }
}

/**
 * Return the field where an answer is mended: of a day the text that was written, not the first choice.
 * @param {HTMLElement} part
 * @param {string} code what is wrong; an hour stands after the day
 */
export function fieldToMend(part, code) {
  const fields = fieldsIn(part);
  const written = fields.filter(({ type, value }) => type === "text" && value);
  return written[code === "which_hour" ? written.length - 1 : 0] ?? fields[0];
}

/**
 * Return the line of text after this one, of those that stand in these parts together.
 * @param {readonly {node: HTMLElement}[]} parts
 * @param {HTMLInputElement} field
 * @returns {Field | undefined}
 */
export function textAfter(parts, field) {
  const texts = parts.flatMap(({ node }) => fieldsIn(node)).filter(({ type }) => type === "text");
  const place = texts.findIndex(({ name }) => name === field.name) + 1;
  return place ? texts[place] : undefined;
}

/** @param {HTMLElement} part */
export function idOf(part) {
  return part.id.slice(2);
}

/**
 * Return where the words of a question stand.
 * @param {HTMLElement} part
 */
export function nameOf(part) {
  return find("legend, b", part);
}

/**
 * Tie a question to what stands around it: its words are the name of the field or of the group, what
 * explains it the description, and what is wrong with it comes first.
 * @param {HTMLElement} part
 * @param {HTMLElement | null} [problem] where it is said what is wrong
 * @param {boolean} [isWrong]
 */
export function tie(part, problem, isWrong = Boolean(problem)) {
  const name = nameOf(part);
  name.id = `n-${part.id}`;
  const helps = Array.from(part.querySelectorAll(":scope > small"), (small, at) => {
    small.id = `h${at}-${part.id}`;
    return small.id;
  });
  const described = [problem?.id, ...helps].filter(Boolean).join(" ");
  for (const field of part.matches("fieldset") ? [part] : fieldsIn(part)) {
    if (field !== part && !field.hasAttribute("aria-label")) {
      field.setAttribute("aria-labelledby", name.id);
    }
    set(field, "aria-describedby", described);
    set(field, "aria-invalid", isWrong && !field.matches("fieldset:not([role])") ? "true" : "");
  }
}

/**
 * Say how much of what a field may hold is written, before it is full; nothing is ever cut.
 * @param {HTMLElement} part
 * @param {number | undefined} most characters (code points); nothing is said without it
 * @param {unknown} answer as it would be sent
 * @param {Record<string, string>} words
 * @returns {number} how many characters are too many
 */
export function showLimit(part, most, answer, words) {
  if (!most) {
    return 0;
  }
  const n = typeof answer === "string" ? [...answer].length : 0;
  const over = Math.max(0, n - most);
  const isLong = part.querySelector("textarea");
  const count = placed(part, "small", "count");
  const said = fill(over ? words.over : words.limit, { n, m: most, over });
  count.textContent = isLong || n * 2 > most ? said : "";
  count.setAttribute("aria-live", n > most * NEARLY ? "polite" : "off");
  count.classList.toggle("error", over > 0);
  return over;
}

/**
 * Offer to take a choice back where a click alone cannot; nothing that was written goes with it.
 * @param {HTMLElement} part
 * @param {string} word
 * @param {() => void} changed
 */
export function showRemoval(part, word, changed) {
  /** @type {HTMLInputElement | null} */
  const picked = part.querySelector("[type=radio]:checked");
  if (part.matches("fieldset")) {
    const link = /** @type {HTMLButtonElement} */ (placed(part, "button", "link"));
    link.type = "button";
    link.textContent = word;
    link.hidden = !picked;
    link.onclick = () => {
      if (picked && !picked.disabled) {
        picked.checked = false;
        picked.focus();
        changed();
      }
    };
  }
}

/**
 * Lead to whom to call, which stands beside a question as soon as its answer says danger.
 * @param {EventTarget | null} target the field that was answered
 * @param {import("../../form/questions.js").ClientData} data
 */
export function leadToNumbers(target, { danger }) {
  const field = /** @type {Field} */ (target);
  if (danger[field.name] === field.value) {
    field.closest("fieldset")?.querySelector(".care")?.scrollIntoView({ block: "nearest" });
  }
}

/**
 * Return what stands at the end of a part for a purpose, put there when first asked for.
 * @param {HTMLElement} part
 * @param {string} tag
 * @param {string} name its class
 * @returns {HTMLElement}
 */
function placed(part, tag, name) {
  return part.querySelector(`.${name}`) ?? part.appendChild(element(tag, { class: name }));
}

/**
 * @param {Element} place
 * @param {string} name
 * @param {string} value an empty one is none
 */
function set(place, name, value) {
  if (value) {
    place.setAttribute(name, value);
  } else {
    place.removeAttribute(name);
  }
}
