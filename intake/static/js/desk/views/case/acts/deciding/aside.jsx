/** Setting a case aside, and taking it back. */

import { useState } from "preact/hooks";
import { ACT_REASONS } from "../../../../../generated/lists.js";
import { say } from "../../../../../words/say.js";
import { doAct } from "../../../../data/case/acts.js";
import { Do } from "../../../../parts/act/do.jsx";
import { Reasons } from "../../../../parts/fields.jsx";
import { perform } from "../../../../state/case/acting.js";
import { today } from "../../../../state/store.js";

/** @typedef {import("../sheet.jsx").Form} Form */

const GRAVE = ["emergency", "urgent"];

/** @type {Form} */
export function AsideForm({ port, opened }) {
  const two = GRAVE.includes(opened.meta.highest);
  return (
    <Move
      port={port}
      name="aside"
      aside
      codes={ACT_REASONS.aside}
      means={[say("aside.means"), two && say("act.four_hours"), two && say("act.rule")]}
      words={say(two ? "aside.ask" : "aside.do")}
    />
  );
}

/** @type {Form} */
export function BackForm({ port }) {
  return (
    <Move
      port={port}
      name="back"
      aside={false}
      codes={ACT_REASONS.back}
      means={[say("back.means")]}
      words={say("back.do")}
    />
  );
}

/**
 * @param {{port: import("../../../../keys/port.js").Port, name: "aside" | "back", aside: boolean,
 *   codes: readonly string[], means: (string | false)[], words: string}} props
 */
function Move({ port, name, aside, codes, means, words }) {
  const [reason, setReason] = useState("");
  const move = () =>
    perform(port, name, (shown) => doAct(port, shown, "aside", { aside, reason }, today.value));
  return (
    <>
      <p class="small">{means.filter(Boolean).join(" ")}</p>
      <Reasons name={`${name}_reason`} value={reason} onChoose={setReason} codes={codes} />
      <p class="hint">{say("act.logged")}</p>
      <Do act={name} ready={reason} onDo={move} words={words} />
    </>
  );
}
