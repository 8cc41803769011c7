/** The form of one act in the place of the case, with what it means; leaving it loses no words. */

import { useEffect, useRef } from "preact/hooks";
import { say } from "../../../../words/say.js";
import { sheet } from "../../../state/case/current.js";
import { keepFocus } from "../../../state/focus.js";
import { ContactedForm } from "./contacted.jsx";
import { CloseForm } from "./deciding/close.jsx";
import { LevelForm, StatusForm } from "./deciding/level.jsx";
import { AsideForm, BackForm, PauseForm, ReleaseForm, ReopenForm } from "./deciding/reasoned.jsx";
import { SettleForm } from "./deciding/settle.jsx";
import { ExcludeForm } from "./exclude.jsx";
import { ExportForm } from "./export.jsx";
import { HandOverForm } from "./holding/hand_over.jsx";

/** @typedef {import("../../../keys/port.js").Port} Port */
/** @typedef {import("../../../keys/case/opening.js").Readable} Readable */
/** @typedef {Parameters<typeof say>[0]} Key */
/** @typedef {(props: {port: Port, opened: Readable}) => import("preact").ComponentChildren} Form */

/** @type {Readonly<Record<string, [Key, Form]>>} */
export const FORMS = {
  level: ["level.title", LevelForm],
  status: ["status.title", StatusForm],
  settle: ["settle.title", SettleForm],
  close: ["close.title", CloseForm],
  reopen: ["reopen.title", ReopenForm],
  aside: ["aside.title", AsideForm],
  back: ["back.title", BackForm],
  pause: ["pause.title", PauseForm],
  release: ["release.title", ReleaseForm],
  contacted: ["contacted.title", ContactedForm],
  exclude: ["exclude.title", ExcludeForm],
  export: ["export.title", ExportForm],
  "hand-over": ["hand.title", HandOverForm],
};

/** @param {{port: Port, opened: Readable}} props */
export function Sheet({ port, opened }) {
  const name = sheet.value;
  const [title, Form] = FORMS[name];
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    place.current?.focus();
    return () => keepFocus(`[data-shows="${name}"]:not(.entry)`, "[data-shows=acts]");
  }, [name]);
  const cancel = () => {
    sheet.value = "";
  };
  return (
    <div class="one" data-panel={name}>
      <section ref={place} class="sheet" tabIndex={-1} aria-labelledby="sheet-title">
        <h2 id="sheet-title">{say(title)}</h2>
        <Form port={port} opened={opened} />
        <p>
          <button type="button" class="plain" data-does="cancel" onClick={cancel}>
            {say("act.cancel")}
          </button>
        </p>
      </section>
    </div>
  );
}
