/** Whether what is being written is kept, in a few words. */

import { say } from "../../../words/say.js";
import { clockWords } from "../../model/days.js";
import { keeping } from "../../state/case/drafts.js";

export function Kept() {
  const { how, at } = keeping.value;
  if (!how) {
    return null;
  }
  const words =
    how === "kept" && !at ? say("draft.restored") : say(`draft.${how}`, { time: clockWords(at) });
  const grave = how === "failed" || how === "too_long" || how === "lost";
  return (
    <span class={grave ? "draft bad" : "draft"} data-draft={how}>
      {words}
    </span>
  );
}
