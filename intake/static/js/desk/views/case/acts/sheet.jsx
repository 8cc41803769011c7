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
/** @typedef {(props: {port: Port, opened: Readable}) => import("preact").ComponentChildren} Form */

/** In the order of the menu; their titles are in the catalogue by the same names. */
export const FORMS = {
  "hand-over": HandOverForm,
  level: LevelForm,
  status: StatusForm,
  contacted: ContactedForm,
  pause: PauseForm,
  release: ReleaseForm,
  close: CloseForm,
  reopen: ReopenForm,
  aside: AsideForm,
  back: BackForm,
  exclude: ExcludeForm,
  export: ExportForm,
  settle: SettleForm,
};

/** @param {{port: Port, opened: Readable}} props */
export function Sheet({ port, opened }) {
  const name = /** @type {keyof typeof FORMS} */ (sheet.value);
  const Form = FORMS[name];
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
        <h2 id="sheet-title">{say(`${name}.title`)}</h2>
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
