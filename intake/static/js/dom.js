/** Finding and making elements, for every page; text goes in as text only. */

/** @typedef {ParentNode} Root */

/**
 * Return the one element a selector finds.
 * @param {string} selector
 * @param {Root} [root]
 * @returns {HTMLElement}
 * @throws {Error} the page has none
 */
export function find(selector, root = document) {
  return must(root.querySelector(selector), selector);
}

/**
 * Make an element.
 * @param {string} tag
 * @param {Record<string, string | boolean | undefined>} [attributes] false and undefined are left out
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value || value === "") {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...children);
  return made;
}

/**
 * Replace what an element holds.
 * @param {Element} parent
 * @param {...(Node | string)} children
 */
export function refill(parent, ...children) {
  parent.textContent = "";
  parent.append(...children);
}

/**
 * @template {Node} T
 * @param {T | Node | null | undefined} found
 * @param {string} name
 * @returns {HTMLElement}
 * @throws {Error} there is none
 */
export function must(found, name) {
  if (!(found instanceof HTMLElement)) {
    throw new Error(name);
  }
  return found;
}
