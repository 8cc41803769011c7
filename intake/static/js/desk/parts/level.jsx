/** A level: its shape and colour come from the nearest `data-level`, its word stands beside. */

import { LEVEL_WORDS, wordFor } from "../../staff/labels.js";

/** @param {{level: string}} props */
export function Level({ level }) {
  return (
    <span class="level">
      <span class="word">{wordFor(LEVEL_WORDS, level)}</span>
    </span>
  );
}
