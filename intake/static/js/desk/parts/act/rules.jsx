/** The rules of contact: what must be known before anybody writes or calls. */

import { rules } from "../../state/case/seen.js";
import { Text } from "../text.jsx";

export function Rules() {
  return (
    <ul class="rules" data-rules="">
      {rules.value.map(({ grave, words: rule, told }) => (
        <li key={rule} class={grave ? "grave" : undefined}>
          {rule} {told && <Text text={told} />}
        </li>
      ))}
    </ul>
  );
}
