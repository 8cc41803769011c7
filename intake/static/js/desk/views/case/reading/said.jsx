/** One thing in the thread: a message, or what staff decided about the messages before it. */

import { say } from "../../../../words/say.js";
import { deedWords, reasonWords } from "../../../model/case/deeds.js";
import { becameOf } from "../../../model/case/proposals.js";
import { dayOf } from "../../../model/case/thread.js";
import { clockWords } from "../../../model/days.js";
import { dayWords } from "../../../model/due.js";
import { topicsOf } from "../../../model/report/answers.js";
import { incidentOf } from "../../../model/report/incident.js";
import { refusalOf } from "../../../model/report/refusals.js";
import { writtenWords } from "../../../model/text/script.js";
import { findStop } from "../../../model/text/stop.js";
import { Level } from "../../../parts/level.jsx";
import { Text } from "../../../parts/text.jsx";
import { open } from "../../../state/case/current.js";
import { contactAnswers, lang, nameOf, worded } from "../../../state/case/seen.js";
import { opened as address } from "../../../state/route.js";
import { seenHere, today } from "../../../state/store.js";
import { Answers, Rules } from "./judged.jsx";

/** @typedef {import("../../../keys/case/reading.js").Item} Item */

/** @param {{item: Item, fresh: boolean}} props */
export function Said({ item, fresh }) {
  return item.row.kind === "message" ? (
    <Message item={item} fresh={fresh} />
  ) : (
    <Decided item={item} />
  );
}

/** @param {{item: Item, fresh: boolean}} props */
function Message({ item, fresh }) {
  const { row, frame } = item;
  const ours = row.by === "staff";
  const text = frame ? String(frame.body.text) : "";
  const found = ours ? [] : findStop(text, contactAnswers.value.c_stop);
  const look = ["said", ours ? "ours" : "", fresh ? "new" : ""].filter(Boolean).join(" ");
  return (
    <li class={look} data-message={row.id} data-by={ours ? "staff" : row.by}>
      <div class="from">
        <b>{fromWords(item)}</b>
        <span>{aboutWords(item, text, fresh && !ours)}</span>
      </div>
      <Happened incident={incidentOf(item)} />
      {frame ? (
        <Text text={text} lang={ours ? undefined : lang.value} found={found} />
      ) : (
        <Refused item={item} />
      )}
      <Missing item={item} />
    </li>
  );
}

/**
 * Something new that happened: how urgent it is by its answers, and why.
 * @param {{incident: Record<string, any> | undefined}} props
 */
function Happened({ incident }) {
  const shown = worded.value;
  if (!incident || !shown) {
    return null;
  }
  const answers = topicsOf(shown, incident.answers, incident.at).flatMap((topic) => topic.answers);
  return (
    <section data-level={incident.level} data-happened>
      <b>{say("thread.happened")}</b> <Level level={incident.level} />
      <ul class="whys">
        <Rules form={shown} rules={incident.rules} />
      </ul>
      <Answers answers={answers} lang={incident.lang} />
    </section>
  );
}

/** @param {Item} item */
function fromWords({ row, signer }) {
  if (row.by === "staff") {
    return nameOf(signer);
  }
  return say(row.by === "helper" ? "thread.helper" : "thread.reporter");
}

/**
 * @param {Item} item
 * @param {string} text
 * @param {boolean} fresh
 */
function aboutWords(item, text, fresh) {
  const here = fresh ? seenHere.value.get(address.value) : undefined;
  const seen = here && say("thread.seen", { time: clockWords(here) });
  const written = item.row.by === "staff" ? "" : writtenWords(text, lang.value);
  return [dayWords(dayOf(item)), seen, written].filter(Boolean).join(" · ");
}

/** What staff decided, in one line with its reason. @param {{item: Item}} props */
export function Decided({ item }) {
  const { frame, signer, row } = item;
  if (!frame) {
    return (
      <li class="decided bad" data-act={row.kind}>
        <Refused item={item} />
      </li>
    );
  }
  const reason = reasonWords(frame);
  const became = open.value && becameOf(item, open.value, { today: today.value, nameOf });
  return (
    <li class="decided" data-act={row.kind}>
      <b>{deedWords(frame, nameOf(signer), nameOf)}</b> <span>{dayWords(dayOf(item))}</span>
      {became && <p class="became">{became}</p>}
      {reason && <p dir="auto">{reason}</p>}
    </li>
  );
}

/** @param {{item: Item}} props */
export function Refused({ item }) {
  const { what } = refusalOf(item.refused);
  const words = say(item.row.kind === "message" ? "thread.refused" : "thread.note_refused", {
    what,
  });
  return (
    <p class="refused" data-refused={item.refused}>
      {words} <code>{item.refused}</code>
    </p>
  );
}

/** @param {{item: Item}} props */
export function Missing({ item }) {
  return item.missing ? <p class="tag warn">{say("thread.missing")}</p> : null;
}
