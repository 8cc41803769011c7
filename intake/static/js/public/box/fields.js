/** The fields of what is added to an opened box. */

/** Return the questions about something new. @param {HTMLElement} asked @returns {HTMLElement[]} */
export function partsOf(asked) {
  return Array.from(asked.querySelectorAll("[id^=q-]"));
}

/**
 * Tie what is said to the field it is about, and lead there.
 * @param {HTMLElement} root
 * @param {HTMLElement | null} place
 */
export function mark(root, place) {
  for (const marked of root.querySelectorAll("[aria-describedby=problem]")) {
    marked.removeAttribute("aria-describedby");
    marked.removeAttribute("aria-invalid");
  }
  place?.setAttribute("aria-describedby", "problem");
  place?.setAttribute("aria-invalid", "true");
  place?.focus();
}

/** Take back what was sent. @param {HTMLElement} root */
export function empty(root) {
  const fields = root.querySelectorAll("input, select, textarea");
  for (const each of /** @type {NodeListOf<HTMLInputElement>} */ (fields)) {
    if (/^(radio|checkbox)$/.test(each.type)) {
      each.checked = each.value === "reply" && each.name === "what";
    } else {
      each.value = "";
    }
  }
}
