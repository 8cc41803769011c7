/** The rules of contact: what must be known before anybody writes or calls. */

import { rules } from "../../state/case/seen.js";

export function Rules() {
  return (
    <ul class="rules" data-rules="">
      {rules.value.map(({ grave, words: rule }) => (
        <li key={rule} class={grave ? "grave" : undefined}>
          {rule}
        </li>
      ))}
    </ul>
  );
}
