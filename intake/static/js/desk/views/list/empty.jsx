/** A list without rows: what that means, and where to go. */

import { say } from "../../../words/say.js";
import { choose, chosen, lookFor } from "../../state/list/chosen.js";
import { read } from "../../state/list/read.js";
import { items, listing, progress } from "../../state/store.js";

export function Empty() {
  const mine = listing.value?.counts.mine ?? 0;
  const elsewhere = chosen.value === "now" && mine > 0;
  return (
    <div class="void" data-empty={chosen.value}>
      <h2>{say(`empty.${chosen.value}`)}</h2>
      {elsewhere && (
        <button type="button" onClick={() => choose("mine")}>
          {say("empty.go", { list: say("list.mine"), n: mine })}
        </button>
      )}
    </div>
  );
}

/** Found nothing: said with how much was looked through. */
export function NothingFound() {
  const { done, wanted } = progress.value;
  const whole = done >= wanted;
  const words = whole
    ? say("find.nothing_of", { n: items.value.length, read: read.value.size })
    : say("find.partly", { done, n: wanted });
  return (
    <div class="void" data-empty="find" role="status">
      <h2>{say("find.nothing")}</h2>
      <p class="quiet">{words}</p>
      <button type="button" data-does="clear" onClick={() => lookFor("")}>
        {say("find.clear")}
      </button>
    </div>
  );
}
