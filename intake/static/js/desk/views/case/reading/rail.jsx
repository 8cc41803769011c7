/** Beside the thread: dates that are near, why it is as urgent as it is, everything that happened. */

import { useState } from "preact/hooks";
import {
  OTHER_PURPOSE_WORDS,
  PURPOSE_WORDS,
  ROLE_WORDS,
  wordFor,
} from "../../../../staff/labels.js";
import { say } from "../../../../words/say.js";
import { reasonWords } from "../../../model/case/deeds.js";
import { dayOf } from "../../../model/case/thread.js";
import { timelineOf } from "../../../model/case/timeline.js";
import { dayWords } from "../../../model/due.js";
import { recompute } from "../../../model/report/mismatch.js";
import { Level } from "../../../parts/level.jsx";
import { form } from "../../../state/case/current.js";
import { dates, nameOf } from "../../../state/case/seen.js";
import { today } from "../../../state/store.js";
import { Rules } from "./judged.jsx";

/** @typedef {import("../../../keys/case/opening.js").Readable} Readable */

const FEW = 8;

/** @param {{opened: Readable, shown?: boolean}} props `shown`: as a tab, where there is no room */
export function Rail({ opened, shown }) {
  return (
    <aside class={shown ? "rail shown" : "rail"} aria-label={say("rail.title")}>
      <Dates />
      <Why opened={opened} />
      <Times opened={opened} />
      <Openings opened={opened} />
    </aside>
  );
}

function Dates() {
  return (
    <section>
      <h3>{say("rail.dates")}</h3>
      {dates.value.length ? (
        <ul class="dates">
          {dates.value.map(({ id, when, words }) => (
            <li key={id}>
              <span class="fix" aria-hidden="true" />
              <span>
                <b class="when">{when}</b> {words}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p class="hint">{say("rail.no_dates")}</p>
      )}
    </section>
  );
}

/** Why it is urgent by its answers, and who has moved it since. @param {{opened: Readable}} props */
function Why({ opened }) {
  const shown = form.value;
  if (!opened.report || !shown) {
    return null;
  }
  const { rules, tags } = recompute(shown, opened.report.body);
  const moved = opened.items.filter(({ row, frame }) => row.kind === "level" && frame);
  return (
    <section data-level={opened.meta.level}>
      <h3>
        {say("purpose.why")} <Level level={opened.meta.level} />
      </h3>
      <ul class="whys">
        <Rules form={shown} rules={rules} />
        {tags.map((tag) => (
          <li key={tag}>
            <b>{wordFor(shown.tags, tag)}</b>
          </li>
        ))}
        {moved.map((item) => (
          <li key={item.row.id}>
            <b>{item.frame && reasonWords(item.frame)}</b>
            <span class="hint">
              {say("rail.raised", { by: nameOf(item.signer), day: dayWords(dayOf(item)) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** @param {{opened: Readable}} props */
function Times({ opened }) {
  const [all, setAll] = useState(false);
  const moments = timelineOf(opened, { today: today.value, nameOf });
  const more = moments.length > FEW;
  return (
    <section>
      <div class="head">
        <h3>{say("rail.times")}</h3>
        {more && (
          <button type="button" class="plain slim" onClick={() => setAll(!all)}>
            {say(all ? "rail.fewer" : "rail.all_times", { n: moments.length })}
          </button>
        )}
      </div>
      <ol class="times">
        {(all ? moments : moments.slice(0, FEW)).map(({ id, day, words, theirs }) => (
          <li key={id}>
            <span>{dayWords(day)}</span>
            <span class={theirs ? "theirs" : undefined}>{words}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** @param {{opened: Readable}} props */
function Openings({ opened }) {
  const words = { ...PURPOSE_WORDS, ...OTHER_PURPOSE_WORDS };
  /** @type {{day: string, role: string, purpose: string}[]} */
  const openings = opened.meta.openings ?? [];
  return (
    <section>
      <details>
        <summary>
          <b>{say("rail.openings")}</b> <span class="n">{openings.length}</span>
        </summary>
        <p class="hint">{say("rail.openings_means")}</p>
        <ol class="times" data-says="openings">
          {[...openings].reverse().map(({ day, role, purpose }, at) => (
            <li key={at}>
              <span>{dayWords(day)}</span>
              <span>
                {wordFor(ROLE_WORDS, role)}: {wordFor(words, purpose)}
              </span>
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}
