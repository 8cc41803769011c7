/** The keys of the desk, and switching the single letters off. */

import { say } from "../../../words/say.js";
import { Tick } from "../../parts/fields.jsx";
import { singleKeys } from "../../state/list/chosen.js";
import { keysShown } from "../../state/list/keyboard.js";

/** @type {[string[], Parameters<typeof say>[0]][]} */
const KEYS = [
  [["j", "k"], "keys.next"],
  [["Enter"], "keys.open"],
  [["u"], "keys.unread"],
  [["1", "5"], "keys.lists"],
  [["/"], "keys.find"],
  [["F6"], "keys.pane"],
  [["Esc", "Esc"], "keys.lock"],
  [["?"], "keys.this"],
];

export function KeyList() {
  const allow = (/** @type {boolean} */ is) => {
    singleKeys.value = is;
  };
  return (
    <div id="keys" class="keylist" hidden={!keysShown.value}>
      <dl>
        {KEYS.map(([keys, words]) => (
          <div key={words}>
            <dt>
              {keys.map((key, at) => (
                <kbd key={at}>{key}</kbd>
              ))}
            </dt>
            <dd>{say(words)}</dd>
          </div>
        ))}
      </dl>
      <Tick name="single_keys" checked={singleKeys.value} onCheck={allow}>
        {say("keys.single")}
      </Tick>
    </div>
  );
}
