/** The names of the lists, with true counts from the server at once. */

import { say } from "../../../words/say.js";
import { choose, chosen, LISTS, wanted } from "../../state/list/chosen.js";
import { listing } from "../../state/store.js";

const MAIN = LISTS.slice(0, 5);

/** The five lists. */
export function Lists() {
  return (
    <nav class="lists" aria-label={say("list.lists")}>
      {MAIN.map((name) => (
        <Choice key={name} name={name} />
      ))}
    </nav>
  );
}

/** What was set aside, out of the way and never out of sight. */
export function AsideList() {
  return <Choice name="aside" look="plain slim" />;
}

/** @param {{name: (typeof LISTS)[number], look?: string}} props */
function Choice({ name, look }) {
  const current = name === chosen.value && !wanted.value;
  const count = listing.value?.counts[name];
  return (
    <button
      type="button"
      class={look}
      data-list={name}
      data-count={count}
      aria-current={current ? "true" : undefined}
      onClick={() => choose(name)}
    >
      <span>
        {say(`list.${name}`)}
        {name === "waiting" && <span class="full"> {say("list.waiting_more")}</span>}
      </span>{" "}
      <span class="n">{count ?? "…"}</span>
    </button>
  );
}
