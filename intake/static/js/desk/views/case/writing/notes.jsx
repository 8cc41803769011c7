/** Notes: staff to staff. Another paper, another border, another verb: they cannot be mixed up. */

import { say } from "../../../../words/say.js";
import { deedWords } from "../../../model/case/deeds.js";
import { dayOf, notesOf } from "../../../model/case/thread.js";
import { dayWords } from "../../../model/due.js";
import { Kept } from "../../../parts/act/kept.jsx";
import { Problem } from "../../../parts/act/problem.jsx";
import { Text } from "../../../parts/text.jsx";
import { write } from "../../../state/case/acting.js";
import { busy, may } from "../../../state/case/current.js";
import { drop, words } from "../../../state/case/drafts.js";
import { nameOf } from "../../../state/case/seen.js";
import { Missing, Refused } from "../reading/said.jsx";
import { Field } from "./field.jsx";

/** @typedef {import("../../../keys/port.js").Port} Port */
/** @typedef {import("../../../keys/case/opening.js").Readable} Readable */

/** @param {{port: Port, opened: Readable}} props */
export function Notes({ port, opened }) {
  const notes = notesOf(opened.items);
  const closed = opened.items.some(({ kept }) => kept);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, the keyboard must reach it. */}
      <ol class="thread notes" aria-label={say("tab.notes")} tabIndex={0}>
        <li class="small quiet">{say(closed ? "kept.means" : "notes.means")}</li>
        {notes.map((item) => (
          <Note key={item.row.id} item={item} />
        ))}
        {notes.length === 0 && !closed && <li class="small quiet">{say("notes.none")}</li>}
      </ol>
      {may.value?.note ? (
        <NoteComposer port={port} />
      ) : (
        <p class="composer note quiet">{say("note.locked")}</p>
      )}
    </>
  );
}

/** @param {{item: import("../../../keys/case/reading.js").Item}} props */
function Note({ item }) {
  const { frame, signer, row } = item;
  const kind = say(row.kind === "note" ? "notes.note" : "notes.contacted");
  return (
    <li class="said" data-note={row.id}>
      <div class="from">
        <b>{nameOf(signer)}</b>
        <span>
          {dayWords(dayOf(item))} · {kind}
        </span>
      </div>
      {frame ? <NoteText frame={frame} by={nameOf(signer)} /> : <Refused item={item} />}
      <Missing item={item} />
    </li>
  );
}

/** @param {{frame: import("../../../../crypto/case/frames.js").Frame, by: string}} props */
function NoteText({ frame, by }) {
  if (frame.kind === "note") {
    return <Text text={String(frame.body.text)} />;
  }
  return (
    <>
      <p>{deedWords(frame, by, nameOf)}</p>
      <Text text={String(frame.body.words ?? "")} />
    </>
  );
}

/** @param {{port: Port}} props */
function NoteComposer({ port }) {
  const text = words("note").trim();
  const keep = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (text && (await write(port, "note", { text }))) {
      await drop(port, "note");
    }
  };
  return (
    <form class="composer note" aria-label={say("tab.notes")} autoComplete="off" onSubmit={keep}>
      <label for="write-note">{say("note.label")}</label>
      <Field port={port} name="note" hint={say("note.hint")} onSend={keep} />
      <Problem act="note" />
      <div class="send">
        <button type="submit" data-does="note" disabled={!text || Boolean(busy.value)}>
          {say("note.do")}
        </button>
        <span class="meta">
          {say("note.means")}
          <Kept />
        </span>
      </div>
    </form>
  );
}
