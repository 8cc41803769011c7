/** What else can be done: a list of acts, each leads to its own form. */

import { useState } from "preact/hooks";
import { say } from "../../../../words/say.js";
import { may, open, sheet } from "../../../state/case/current.js";
import { keepFocus } from "../../../state/focus.js";

/** @typedef {import("../../../model/case/may.js").May} May */
/** @typedef {Parameters<typeof say>[0]} Key */

/** @type {[string, Key, (may: May) => boolean][]} */
const ENTRIES = [
  ["hand-over", "hand.title", (may) => may.handOver],
  ["level", "level.title", (may) => may.level],
  ["status", "status.title", (may) => may.status],
  ["contacted", "contacted.title", (may) => may.contacted],
  ["pause", "pause.title", (may) => may.pause],
  ["release", "release.title", (may) => may.release],
  ["close", "close.title", (may) => may.close],
  ["reopen", "reopen.title", (may) => may.reopen],
  ["aside", "aside.title", (may) => may.aside],
  ["back", "back.title", (may) => may.back],
  ["exclude", "exclude.title", (may) => may.exclude],
  ["export", "export.title", () => true],
];

export function Menu() {
  const [shown, setShown] = useState(false);
  const can = may.value;
  if (!can || open.value?.meta.whole === false) {
    return null;
  }
  const offered = ENTRIES.filter(([, , holds]) => holds(can));
  const choose = (/** @type {string} */ name) => {
    setShown(false);
    sheet.value = name;
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") {
      setShown(false);
      keepFocus("[data-shows=acts]");
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes it, whichever of its buttons has the keys.
    <div class="menu" onKeyDown={onKey}>
      <button
        type="button"
        class="slim"
        data-shows="acts"
        aria-expanded={shown}
        aria-controls="case-acts"
        onClick={() => setShown(!shown)}
      >
        {say("case.acts")} <span aria-hidden="true">▾</span>
      </button>
      <ul id="case-acts" class="entries" hidden={!shown}>
        {offered.map(([name, words]) => (
          <li key={name}>
            <button type="button" class="entry" data-shows={name} onClick={() => choose(name)}>
              {say(words)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
