/**
 * The stop word was said: that stands before everything else, with the press that it asks for. It is a
 * press like any other: what a client did by itself at the opening would tell the log of the word.
 */

import { say, sayOf } from "../../../words/say.js";
import { isBelowRaised } from "../../state/case/acting.js";
import { may, sheet } from "../../state/case/current.js";
import { stopped } from "../../state/case/seen.js";

/** @typedef {import("../../keys/case/opening.js").Readable} Readable */

/** @param {{opened: Readable}} props */
export function Halt({ opened }) {
  if (!stopped.value) {
    return null;
  }
  const act = wanted(opened);
  const show = () => {
    sheet.value = act;
  };
  return (
    <div class="halt" role="alert" data-stop="">
      <b>{say("stop.title")}</b>
      <span>{say("stop.means")}</span>
      {act && (
        <button type="button" class="slim main" data-shows={act} onClick={show}>
          {sayOf(act, "title")}
        </button>
      )}
    </div>
  );
}

/**
 * What is still to be done: contact that was not paused since they said something is paused; where it
 * was, two people have gone on with it.
 * @param {Readable} opened
 */
function wanted({ items, meta }) {
  const isNew = !items.some(({ row, position }) => row.kind === "pause" && position > meta.said);
  if (isNew && may.value?.pause) {
    return "pause";
  }
  return isBelowRaised(meta.level) && may.value?.level ? "level" : "";
}
