/** One case in a list: why with its date first, so that what is cut off is never the date. */

import { say } from "../../../words/say.js";
import { clockWords, minutesAgo } from "../../model/days.js";
import { shortId } from "../../model/list/items.js";
import { Level } from "../../parts/level.jsx";
import { pointed, tabStop } from "../../state/list/chosen.js";
import { follow, opened } from "../../state/route.js";
import { look, seenHere } from "../../state/store.js";

/** @typedef {import("../../model/list/items.js").Item} Item */

/** @param {{item: Item}} props */
export function Row({ item }) {
  const { row, level, why, what, holder } = item;
  const current = row.case === opened.value;
  return (
    <li>
      <a
        class="row"
        href={`/desk/${row.case}`}
        data-case={row.case}
        data-level={level}
        data-unread={row.unread ? "" : undefined}
        aria-current={current ? "true" : undefined}
        tabIndex={row.case === tabStop.value ? 0 : -1}
        onFocus={() => point(row.case)}
        onClick={(event) => follow(event, row.case)}
      >
        <span class="dot">{row.unread && <span class="unseen">{say("rows.unread")}</span>}</span>
        <Level level={level} />
        <span class="why" data-unsealed={item.body ? "" : undefined}>
          <span class="when">{why.when}</span> {why.words}
        </span>
        <Age item={item} />
        <span class="what" dir="auto">
          <span class="mono">{shortId(row.case)}</span>
          {item.marks.map(({ look: tone, words }) => (
            <span key={words} class={`mark ${tone}`}>
              {words}
            </span>
          ))}
          {what && <span data-unsealed="">{what}</span>}
          {item.pending && <i class="bar-of-words" />}
        </span>
        <span class={holder.nobody ? "holder nobody" : "holder"}>
          <span class="brief">{holder.brief}</span>
          <span class="full">{holder.full}</span>
        </span>
      </a>
    </li>
  );
}

/**
 * How old it is. Only the age of an emergency that nobody is on is filled; where this page itself
 * saw it come, in minutes.
 * @param {{item: Item}} props
 */
function Age({ item: { row, age, alarm } }) {
  const seen = row.unread ? seenHere.value.get(row.case) : undefined;
  const since = seen && Math.max(0, Math.floor((look.value.at - seen) / 60_000));
  const words = since === undefined ? age.words : minutesAgo(since);
  const title = seen ? say("age.seen", { time: clockWords(seen) }) : undefined;
  return (
    <span class={age.late ? "age late" : "age"} title={title}>
      {alarm ? <span class="alarm">{words}</span> : words}
    </span>
  );
}

/** @param {string} caseId */
function point(caseId) {
  pointed.value = caseId;
}
