/** The button of an act, still until it can work, with what went wrong beside it. */

import { busy } from "../state/case/current.js";
import { Problem } from "./problem.jsx";

/**
 * @param {object} props
 * @param {string} props.act
 * @param {unknown} props.ready whether everything is chosen that it needs
 * @param {() => unknown} props.onDo
 * @param {string} props.words
 * @param {import("preact").ComponentChildren} [props.hint]
 */
export function Do({ act, ready, onDo, words, hint }) {
  return (
    <>
      <Problem act={act} />
      <div class="actions">
        <button
          type="button"
          class="main"
          data-does={act}
          disabled={!ready || Boolean(busy.value)}
          onClick={onDo}
        >
          {words}
        </button>
        {hint && <span class="hint">{hint}</span>}
      </div>
    </>
  );
}
