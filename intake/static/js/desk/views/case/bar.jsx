/** The bar of the open case: how urgent, which, what is next, who has it, and what can be done. */

import { STATUS_WORDS, wordFor } from "../../../staff/labels.js";
import { say, sayOf } from "../../../words/say.js";
import { tell } from "../../data/case/telling.js";
import { shortId } from "../../model/list/items.js";
import { absenceOf } from "../../model/names.js";
import { Level } from "../../parts/level.jsx";
import { perform } from "../../state/case/acting.js";
import { busy, may, open, sheet } from "../../state/case/current.js";
import { dates, youOr } from "../../state/case/seen.js";
import { Menu } from "./acts/menu.jsx";

/** @typedef {import("../../keys/port.js").Port} Port */

/** @param {{port: Port}} props */
export function CaseBar({ port }) {
  const opened = open.value;
  if (!opened) {
    return null;
  }
  const { meta } = opened;
  return (
    <header class="casebar" data-level={meta.level}>
      <div class="id">
        <Level level={meta.level} />
        <h2 class="mono">{shortId(opened.case)}</h2>
        <Status meta={meta} />
      </div>
      <div class="next">
        <span class="date">
          {say("case.next")} <Next />
        </span>
        <span>
          {say("case.holder")} <b>{youOr(meta.assignee)}</b>
          {meta.cover && ` + ${youOr(meta.cover)}`}
        </span>
        <span class="warn">{absenceOf(meta, meta.people)}</span>
        {meta.on_it && <span>{onItWords(meta.on_it)}</span>}
      </div>
      <div class="acts">
        {may.value?.onIt && <OnIt port={port} />}
        {may.value?.["hand-over"] && <HandOver />}
        <Menu />
      </div>
    </header>
  );
}

/** @param {string} name user name */
function onItWords(name) {
  return say("mark.on_it", { name: youOr(name) });
}

/** @param {{meta: any}} props */
function Status({ meta }) {
  const paused = meta.status === "paused_safety";
  const unconfirmed = /** @type {string[]} */ (meta.unconfirmed ?? []);
  return (
    <span class="status quiet small">
      {paused ? <b class="bad">{say("case.paused")}</b> : wordFor(STATUS_WORDS, meta.status)}
      {meta.aside && (
        <>
          , <b>{say("case.aside")}</b>
        </>
      )}
      {meta.rekey && <span class="tag warn">{say("case.rekey")}</span>}
      {meta.by_one.map((/** @type {string} */ act) => (
        <span key={act} class="tag bad">
          {sayOf("alone", act)}
        </span>
      ))}
      {meta.assignee && unconfirmed.length > 0 && (
        <span class="tag">
          {say("case.unconfirmed", {
            n: unconfirmed.length,
            names: unconfirmed.map(youOr).join(` ${say("case.and")} `),
          })}
        </span>
      )}
    </span>
  );
}

function Next() {
  const [next] = dates.value;
  return next ? (
    <b>
      {next.when} <span class="words">{next.words}</span>
    </b>
  ) : (
    <span>{say("case.no_next")}</span>
  );
}

/** Before anything else: everybody sees that somebody acts. @param {{port: Port}} props */
function OnIt({ port }) {
  const be = () =>
    perform(port, "on-it", (opened) => {
      const { people, on_it } = opened.meta;
      const before = people.find((/** @type {{name: string}} */ { name }) => name === on_it);
      return tell(opened, "on-it", { instead_of: before?.id ?? null });
    });
  return (
    <button
      type="button"
      class={open.value?.meta.on_it ? "slim" : "main slim"}
      data-does="on-it"
      disabled={Boolean(busy.value)}
      onClick={be}
    >
      {say("on_it.do")}
    </button>
  );
}

function HandOver() {
  const show = () => {
    sheet.value = "hand-over";
  };
  return (
    <button type="button" class="slim wide" data-shows="hand-over" onClick={show}>
      {say("hand-over.title")}
    </button>
  );
}
