/** The auditor's list: the filter. Entries and proofs come as they are. */
import { find } from "../../dom.js";
import { input, onClick, pressOnEnter } from "../../staff/staff_dom.js";

const FIELDS = ["event", "actor", "case"];

/** Wire the filter; it is no form, since no staff page may post one. */
export function entriesPage() {
  const button = onClick("filter", filter);
  for (const name of FIELDS) {
    pressOnEnter(input(name), button);
  }
}

function filter() {
  const asked = new URLSearchParams({ log: find("[data-log]").dataset.log ?? "" });
  for (const name of FIELDS) {
    const value = input(name).value.trim();
    if (value) {
      asked.set(name, value);
    }
  }
  location.assign(`/audit/entries?${asked}`);
}
