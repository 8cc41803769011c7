/** Why somebody opens this case: one press states it, writes it to the log and opens. */

import { PURPOSE_WORDS, wordFor } from "../../../staff/labels.js";
import { say } from "../../../words/say.js";
import { ALL, purposesFor } from "../../model/case/purposes.js";
import { dayWords } from "../../model/due.js";
import { shortId } from "../../model/list/items.js";
import { Fact } from "../../parts/fact.jsx";
import { Level } from "../../parts/level.jsx";
import { openCase } from "../../state/case/opening.js";
import { opened as address } from "../../state/route.js";
import { items, who } from "../../state/store.js";

/** @param {{port: import("../../keys/port.js").Port}} props */
export function Purpose({ port }) {
  const item = items.value.find(({ row }) => row.case === address.value);
  const offered = purposesFor(item?.row, who.value?.username ?? "");
  return (
    <>
      <header class="casebar" data-level={item?.level}>
        <div class="id">
          {item && <Level level={item.level} />}
          <h2 class="mono">{shortId(address.value)}</h2>
        </div>
      </header>
      <div class="one">
        <section class="sheet turn" aria-labelledby="purpose-title">
          <h2 id="purpose-title">{say("purpose.title")}</h2>
          <div class="chips">
            {offered.map((code) => (
              <button
                key={code}
                type="button"
                class="chip"
                data-purpose={code}
                onClick={() => openCase(port, address.value, code)}
              >
                <span>{wordFor(PURPOSE_WORDS, code)}</span>
                <kbd>{ALL.indexOf(code) + 1}</kbd>
              </button>
            ))}
          </div>
          <p class="hint">{say("purpose.how")}</p>
        </section>
        {item && <Known item={item} />}
        {!item?.row.assignee && <p class="notice small">{say("purpose.first")}</p>}
      </div>
    </>
  );
}

/** @param {{item: import("../../model/list/items.js").Item}} props */
function Known({ item }) {
  const { why, what, row, marks } = item;
  return (
    <section aria-labelledby="known-title">
      <h3 id="known-title">{say("purpose.known")}</h3>
      <dl class="facts">
        <Fact term={say("purpose.why")}>
          <b>{why.when}</b> {why.words}
        </Fact>
        {what && <Fact term={say("purpose.about")}>{what}</Fact>}
        <Fact term={say("purpose.came")}>{dayWords(row.received_on)}</Fact>
        {marks.length > 0 && (
          <Fact>
            {marks.map(({ words, look }) => (
              <span key={words} class={`tag ${look}`}>
                {words}
              </span>
            ))}
          </Fact>
        )}
      </dl>
    </section>
  );
}
