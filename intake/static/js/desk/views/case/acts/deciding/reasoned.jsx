/** The form of every act that says a reason and nothing else: one form, its words by name. */

import { useState } from "preact/hooks";
import { ACT_REASONS } from "../../../../../generated/lists.js";
import { say, sayOf } from "../../../../../words/say.js";
import { Do } from "../../../../parts/act/do.jsx";
import { Reasons } from "../../../../parts/fields.jsx";
import { UNSAFE, write } from "../../../../state/case/acting.js";
import { stopped } from "../../../../state/case/seen.js";

/** @typedef {import("../sheet.jsx").Form} Form */
/** @typedef {"aside" | "back" | "reopen" | "pause" | "release"} Name as the buttons carry it */

const GRAVE = ["emergency", "urgent"]; // Nobody sets these aside alone.

/** @type {Form} */
export function AsideForm({ port, opened }) {
  const grave = GRAVE.includes(opened.meta.highest);
  const two = grave && `${say("act.four_hours")} ${say("act.rule")}`;
  return <Reasoned port={port} name="aside" two={two} more={{ aside: true }} />;
}

/** @type {Form} */
export function BackForm({ port }) {
  return <Reasoned port={port} name="back" more={{ aside: false }} />;
}

/** @type {Form} */
export function ReopenForm({ port }) {
  return <Reasoned port={port} name="reopen" />;
}

/** @type {Form} */
export function PauseForm({ port }) {
  return <Reasoned port={port} name="pause" first={stopped.value ? UNSAFE : ""} />;
}

/** @type {Form} */
export function ReleaseForm({ port }) {
  return <Reasoned port={port} name="release" two={say("act.rule")} />;
}

/**
 * @param {object} props
 * @param {import("../../../../keys/port.js").Port} props.port
 * @param {Name} props.name
 * @param {string | false} [props.two] how it waits for a second person, where it does
 * @param {object} [props.more] what is told beside the reason
 * @param {string} [props.first] the reason that is picked beforehand
 */
function Reasoned({ port, name, two, more, first = "" }) {
  const [reason, setReason] = useState(first);
  const means = [say(`${name}.means`), two];
  return (
    <>
      <p class="small">{means.filter(Boolean).join(" ")}</p>
      <Reasons
        name={`${name}_reason`}
        value={reason}
        onChoose={setReason}
        codes={ACT_REASONS[name === "reopen" ? "reopening" : name]}
      />
      <Do
        act={name}
        ready={reason}
        onDo={() => write(port, name, { ...more, reason })}
        words={sayOf(name, two ? "ask" : "do") ?? say(`${name}.title`)}
      />
    </>
  );
}
