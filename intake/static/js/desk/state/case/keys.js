/** The keys of an open case: `r` answers, `n` notes, a number states the purpose. */

import { ALL } from "../../model/case/purposes.js";
import { focusOn } from "../focus.js";
import { singleKeys } from "../list/chosen.js";
import { isPlain, isTyping } from "../list/keyboard.js";
import { opened as address } from "../route.js";
import { may, open, place, sheet, tab } from "./current.js";

/** Listen before the keys of the list do: in front of a case its own come first. */
export function listenInCase() {
  addEventListener(
    "keydown",
    (event) => {
      const isLetter = singleKeys.value && address.value && !isTyping(event.target);
      if (isLetter && isPlain(event) && act(event.key)) {
        event.preventDefault();
      }
    },
    { capture: true },
  );
}

/**
 * @param {string} key
 * @returns {boolean} whether it meant something here
 */
function act(key) {
  if (!open.value && place.value.at === "purpose" && /^[1-9]$/.test(key)) {
    /** @type {HTMLElement | null} */
    const chip = document.querySelector(`[data-purpose=${ALL[Number(key) - 1]}]`);
    chip?.click();
    return true; // One that is not offered states nothing else, and leads nowhere.
  }
  if (key === "r" && may.value?.reply) {
    goTo("messages", "reply");
    return true;
  }
  if (key === "n" && may.value?.note) {
    goTo("notes", "note");
    return true;
  }
  return false;
}

/**
 * @param {"messages" | "notes"} name
 * @param {string} field
 */
function goTo(name, field) {
  sheet.value = "";
  tab.value = name;
  setTimeout(() => focusOn(`textarea[name="${field}"]`));
}
