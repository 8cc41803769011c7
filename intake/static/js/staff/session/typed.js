/**
 * What somebody has typed and not sent: the browser asks before the page goes. It is kept nowhere,
 * so that no disk has it; a page that locks is empty by then, and asks nothing.
 */

const KEEPS = "input[type=text], input:not([type]), textarea, select";
const PASSES = "[inputmode=numeric], [role=search] *"; // A code counts once, a filter is no work.

/** Ask before a page goes on which something is typed. */
export function watchTyped() {
  addEventListener("beforeunload", (event) => {
    if (typed().length > 0) {
      event.preventDefault();
      event.returnValue = ""; // Older browsers ask only then.
    }
  });
}

/**
 * Load the page again after what these fields said was taken; the browser asks if others say more.
 * @param {...(HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)} taken
 */
export function loadAgain(...taken) {
  for (const field of taken) {
    field.dataset.taken = "";
  }
  location.reload();
}

/** @returns {Element[]} the fields that say something else than the page did */
function typed() {
  return [...document.querySelectorAll(KEEPS)].filter(
    (field) => !field.matches(PASSES) && !field.hasAttribute("data-taken") && differs(field),
  );
}

/** @param {Element} field */
function differs(field) {
  if (field instanceof HTMLSelectElement) {
    return [...field.options].some(
      (option, at) => option.selected !== (option.defaultSelected || (at === 0 && !given(field))),
    );
  }
  const { value, defaultValue } = /** @type {HTMLInputElement} */ (field);
  return value !== defaultValue;
}

/** @param {HTMLSelectElement} field @returns {boolean} whether the page itself chose something */
function given(field) {
  return [...field.options].some((option) => option.defaultSelected);
}
