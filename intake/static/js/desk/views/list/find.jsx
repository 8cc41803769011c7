/** Looking for a case in everything that is open. */

import { say } from "../../../words/say.js";
import { PRIVATE } from "../../parts/fields.jsx";
import { found, lettersKnown, lookFor, search, wanted } from "../../state/list/chosen.js";
import { keysShown, onFindKey, toggleKeys } from "../../state/list/keyboard.js";

export function Find() {
  return (
    <div class="find">
      <div class="box">
        <label for="find" class="unseen">
          {say("find.label")}
        </label>
        <input
          {...PRIVATE}
          id="find"
          type="search"
          value={search.value}
          placeholder={say("find.hint")}
          aria-describedby="found"
          onInput={(event) => lookFor(event.currentTarget.value)}
          onKeyDown={onFindKey}
        />
        <kbd>/</kbd>
      </div>
      <button
        type="button"
        class="plain slim keys"
        data-does="keys"
        aria-expanded={keysShown.value}
        aria-controls="keys"
        onClick={toggleKeys}
      >
        {say("keys.title")}
      </button>
      <p id="found" class="quiet" role="status">
        {wanted.value && found.value.length > 0 && say("find.found", { n: found.value.length })}
        {wanted.value && !lettersKnown.value && ` ${say("find.plainly")}`}
      </p>
    </div>
  );
}
