/** Closing a case with what came of it. */

import { useState } from "preact/hooks";
import { say } from "../../../../../words/say.js";
import { optionsOf } from "../../../../model/case/options.js";
import { Do } from "../../../../parts/act/do.jsx";
import { KeptWords } from "../../../../parts/act/kept_words.jsx";
import { codesOf, Tick, ticked } from "../../../../parts/fields.jsx";
import { write } from "../../../../state/case/acting.js";
import { may } from "../../../../state/case/current.js";

/** @typedef {import("../sheet.jsx").Form} Form */

/** @type {Form} */
export function CloseForm({ port, opened }) {
  const [chosen, setChosen] = useState(/** @type {string[]} */ ([]));
  const two = opened.meta.level === "emergency";
  const set = (/** @type {string} */ code, /** @type {boolean} */ is) =>
    setChosen(ticked(chosen, code, is));
  const close = () => {
    const dispositions = codesOf("disposition").filter((code) => chosen.includes(code));
    return write(port, "close", { dispositions }, "close");
  };
  return (
    <>
      <fieldset>
        <legend>{say("close.what")}</legend>
        <div class="people">
          {optionsOf("disposition", codesOf("disposition")).map(([code, title]) => (
            <Tick
              key={code}
              name="disposition"
              value={code}
              checked={chosen.includes(code)}
              onCheck={(is) => set(code, is)}
            >
              {title}
            </Tick>
          ))}
        </div>
      </fieldset>
      <KeptWords port={port} name="close" />
      <p class="small">{say("close.keys")}</p>
      {two && (
        <p class="small">
          {say("close.two")} {say("agree.emergency_keys")} {say("act.rule")}
        </p>
      )}
      <Do
        act="close"
        ready={chosen.length > 0 && may.value?.close}
        onDo={close}
        words={say(two ? "close.ask" : "close.do")}
        hint={say(may.value?.unanswered ? "refused.unanswered" : "act.logged")}
      />
    </>
  );
}
