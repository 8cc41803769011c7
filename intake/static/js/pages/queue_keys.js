/** The keys of the queue: j and k, Enter (the link's own), /, ?; and the filter. */

import { find } from "../dom.js";
import { matchesFilter } from "../staff/desk/order.js";
import { announce } from "../staff/staff_dom.js";

/** Wire the keys, the filter and the list of keys. */
export function wireKeys() {
  const filter = /** @type {HTMLInputElement} */ (find("#filter"));
  filter.addEventListener("input", () => announce(`${applyFilter()} shown`));
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      filter.value = "";
      applyFilter();
      filter.blur();
    }
  });
  find('[data-does="keys"]').addEventListener("click", toggleKeys);
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && event.target.matches("input, textarea");
    if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      onKey(event);
    }
  });
}

/** @returns {number} how many rows are shown */
export function applyFilter() {
  const { value } = /** @type {HTMLInputElement} */ (find("#filter"));
  for (const row of allRows()) {
    row.hidden = !matchesFilter(row.textContent ?? "", value);
  }
  return shownLinks().length;
}

/** @returns {string | undefined} the case whose row has the focus */
export function focusedCase() {
  const row = document.activeElement?.closest("tr[data-case]");
  return row instanceof HTMLElement ? row.dataset.case : undefined;
}

/** @param {string | undefined} caseId */
export function focusOn(caseId) {
  const row = allRows().find((each) => caseId && each.dataset.case === caseId);
  if (row) {
    find(".open", row).focus();
  }
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.key === "j" || event.key === "k") {
    move(event.key === "j" ? 1 : -1);
  } else if (event.key === "/") {
    find("#filter").focus();
  } else if (event.key === "?") {
    toggleKeys();
  } else {
    return;
  }
  event.preventDefault();
}

/** @param {1 | -1} step */
function move(step) {
  const links = shownLinks();
  const at = links.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1);
  if (links[next]) {
    links[next].focus();
  }
}

function toggleKeys() {
  const list = find("#keys");
  list.hidden = !list.hidden;
  find('[data-does="keys"]').setAttribute("aria-expanded", String(!list.hidden));
}

function allRows() {
  return /** @type {HTMLElement[]} */ ([...document.querySelectorAll("tr[data-case]")]);
}

function shownLinks() {
  return allRows()
    .filter((row) => !row.hidden)
    .map((row) => find(".open", row));
}
