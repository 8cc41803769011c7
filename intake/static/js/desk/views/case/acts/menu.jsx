/** What else can be done: a list of acts, each leads to its own form. */

import { useState } from "preact/hooks";
import { say } from "../../../../words/say.js";
import { may, open, sheet } from "../../../state/case/current.js";
import { keepFocus } from "../../../state/focus.js";
import { FORMS } from "./sheet.jsx";

/** What has its own place beside the answer. */
const ELSEWHERE = "settle";
const NAMES = /** @type {(keyof typeof FORMS)[]} */ (Object.keys(FORMS));

export function Menu() {
  const [shown, setShown] = useState(false);
  const can = may.value;
  if (!can || open.value?.meta.whole === false) {
    return null;
  }
  const offered = NAMES.filter((name) => can[name] && name !== ELSEWHERE);
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
        {offered.map((name) => (
          <li key={name}>
            <button type="button" class="entry" data-shows={name} onClick={() => choose(name)}>
              {say(`${name}.title`)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
