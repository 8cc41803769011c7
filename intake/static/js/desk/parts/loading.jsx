/** Shown while something is opened and checked: the desk, or a case. */

import { say } from "../../words/say.js";

export function Loading() {
  return (
    <div class="void" aria-busy="true">
      <progress aria-label={say("shell.opening")} />
      <p class="quiet">{say("shell.opening")}</p>
    </div>
  );
}
