/** The buttons of acts, still until they can work, with what went wrong beside them. */

import { say } from "../../../words/say.js";
import { busy } from "../../state/case/current.js";
import { Problem } from "./problem.jsx";

/**
 * @param {object} props
 * @param {string} props.act
 * @param {unknown} props.ready whether everything is chosen that it needs
 * @param {() => unknown} props.onDo
 * @param {string} props.words
 * @param {string} [props.hint] left out, what the log keeps of it
 */
export function Do({ act, ready, onDo, words, hint = say("act.logged") }) {
  return (
    <>
      <Problem act={act} />
      <div class="actions">
        <ActButton act={act} look="main" still={!ready} onDo={onDo}>
          {words}
        </ActButton>
        {hint && <span class="hint">{hint}</span>}
      </div>
    </>
  );
}

/**
 * A button of an act: still while any act is under way.
 * @param {object} props
 * @param {string} props.act
 * @param {string} [props.look]
 * @param {boolean} [props.still]
 * @param {() => unknown} props.onDo
 * @param {import("preact").ComponentChildren} props.children
 */
export function ActButton({ act, look, still, onDo, children }) {
  return (
    <button
      type="button"
      class={look}
      data-does={act}
      disabled={still || Boolean(busy.value)}
      onClick={onDo}
    >
      {children}
    </button>
  );
}
