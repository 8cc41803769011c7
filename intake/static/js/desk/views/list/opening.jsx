/** How far the summaries are open: what cannot be found yet is said as long as it cannot. */

import { say } from "../../../words/say.js";
import { openRest } from "../../state/list/loading.js";
import { progress, summaries } from "../../state/store.js";

/** @param {{port: import("../../keys/port.js").Port}} props */
export function Opening({ port }) {
  const { done, wanted, broke } = progress.value;
  if (done >= wanted) {
    return null;
  }
  return (
    <div class="progress">
      <progress value={done} max={wanted} aria-label={say("open.label")} />
      <p>{say(broke ? "open.broke_off" : "open.progress", { done, n: wanted })}</p>
      {broke && (
        <button type="button" data-does="open-rest" onClick={() => openRest(port)}>
          {say("open.again")}
        </button>
      )}
    </div>
  );
}

/** What can be found, in one line under the rows. */
export function OpenedWords() {
  const { done, wanted } = progress.value;
  if (!wanted || done < wanted) {
    return null;
  }
  const refused = [...summaries.value.values()].filter((each) => !each.body).length;
  const words = refused
    ? say("open.refused", { done: wanted - refused, n: refused })
    : say("open.whole", { n: wanted });
  return <p>{words}</p>;
}
