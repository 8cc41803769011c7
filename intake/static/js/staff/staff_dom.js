/**
 * The page as staff scripts see it. Text goes in through `textContent` only.
 *
 * Elements are found by what they are for: `data-says` names a place for text, `data-does` a button,
 * `data-state` a part of the page of which one is shown at a time.
 */

import { element, find, must, refill } from "../dom.js";
import { problemWords } from "./problems.js";
import { ApiError } from "./staff_api.js";

/** @typedef {import("../dom.js").Root} Root */

/**
 * @param {string} name
 * @param {Root} [root]
 * @returns {HTMLElement} the element with that `data-says`
 * @throws {Error} the page has none
 */
export function place(name, root = document) {
  return must(root.querySelector(`[data-says="${name}"]`), name);
}

/**
 * Put text where the page says it goes.
 * @param {string} name
 * @param {string} text
 * @param {Root} [root]
 */
export function say(name, text, root = document) {
  place(name, root).textContent = text;
}

/**
 * @param {string} name
 * @param {Root} [root]
 * @returns {HTMLInputElement} the field of that name; a select or textarea is used alike
 * @throws {Error} the page has none
 */
export function input(name, root = document) {
  return /** @type {HTMLInputElement} */ (find(`[name="${name}"]`, root));
}

/**
 * Put fields back to what the page says they are, whatever a browser kept of an earlier visit.
 * @param {Root} root
 */
export function forget(root) {
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (
    root.querySelectorAll("input, textarea")
  )) {
    field.value = field.defaultValue;
    field.checked = field.defaultChecked;
  }
  for (const option of /** @type {NodeListOf<HTMLOptionElement>} */ (
    root.querySelectorAll("option")
  )) {
    option.selected = option.defaultSelected;
  }
}

/**
 * Let a button do something; it is enabled from now on, and locked while its work runs.
 * @param {string} name its `data-does`
 * @param {() => unknown} work
 * @param {Root} [root]
 * @returns {HTMLButtonElement}
 */
export function onClick(name, work, root = document) {
  const button = /** @type {HTMLButtonElement} */ (find(`[data-does="${name}"]`, root));
  button.disabled = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await work();
    } finally {
      button.disabled = false;
    }
  });
  return button;
}

/**
 * Let the Enter key in a field press a button: it is no form that a browser would send.
 * @param {HTMLInputElement} field
 * @param {HTMLButtonElement} button
 */
export function pressOnEnter(field, button) {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      button.click();
    }
  });
}

/**
 * Offer a button of a row to whoever may press it; read aloud it says whom it is about.
 * @param {HTMLElement} row
 * @param {string} name its `data-does`
 * @param {string} label
 * @param {() => unknown} work
 * @param {boolean} [may]
 */
export function offer(row, name, label, work, may = true) {
  const button = onClick(name, work, row);
  button.hidden = !may;
  button.setAttribute("aria-label", label);
}

/**
 * Act; what went wrong is said in its place, and the field that it is about gets the keys.
 * @param {string} problem a `data-says`
 * @param {() => unknown} act
 * @param {Root} [root]
 * @param {Readonly<Record<string, string>>} [about] the names of fields by the server's codes
 */
export async function attempt(problem, act, root = document, about = {}) {
  say(problem, "", root);
  for (const field of root.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
  }
  try {
    await act();
  } catch (error) {
    say(problem, problemWords(error), root);
    const name = error instanceof ApiError ? about[error.code] : undefined;
    if (name) {
      input(name, root).setAttribute("aria-invalid", "true");
      input(name, root).focus();
    }
  }
}

/**
 * @param {string} id
 * @returns {HTMLDialogElement}
 */
export function dialog(id) {
  return /** @type {HTMLDialogElement} */ (find(`#${id}`));
}

/**
 * Open a dialog whose button does something, this time.
 * @param {string} id of the dialog
 * @param {string} name the button's `data-does`
 * @param {() => unknown} work
 * @returns {HTMLButtonElement}
 */
export function askToConfirm(id, name, work) {
  const button = /** @type {HTMLButtonElement} */ (find(`[data-does="${name}"]`, dialog(id)));
  button.disabled = false;
  button.onclick = async () => {
    button.disabled = true;
    await work();
    button.disabled = false;
  };
  dialog(id).showModal();
  return button;
}

/**
 * Show one state of the page and hide the others; a state that interrupts gets the focus.
 * @param {string} name
 */
export function showState(name) {
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-state]")
  )) {
    part.hidden = part.dataset.state !== name;
    if (!part.hidden && part.tabIndex === -1 && part.hasAttribute("tabindex")) {
      part.focus();
    }
  }
}

/**
 * Return a copy of the first element in a template of the page.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function copyTemplate(id) {
  const template = /** @type {HTMLTemplateElement} */ (find(`#${id}`));
  return must(template.content.firstElementChild?.cloneNode(true), id);
}

/**
 * Show a safety number as its groups.
 * @param {string} name a list's `data-says`
 * @param {string} number groups joined by spaces
 * @param {Root} [root]
 */
export function sayNumber(name, number, root = document) {
  refill(place(name, root), ...number.split(" ").map((group) => element("li", {}, group)));
}

/**
 * Tell screen readers what happened.
 * @param {string} text
 */
export function announce(text) {
  find("#announce").textContent = text;
}
