/** Words to an act, kept as a draft while they are written. */

import { say } from "../../../words/say.js";
import { type, words } from "../../state/case/drafts.js";
import { Area } from "../fields.jsx";
import { Kept } from "./kept.jsx";

/**
 * @param {object} props
 * @param {import("../../keys/port.js").Port} props.port
 * @param {string} props.name
 * @param {string} [props.label]
 * @param {string} [props.hint]
 */
export function KeptWords({ port, name, label = say("act.words"), hint = say("act.words_hint") }) {
  return (
    <>
      <Area
        name={name}
        label={label}
        hint={hint}
        value={words(name)}
        onText={(text) => type(port, name, text)}
      />
      <p class="hint">
        <Kept />
      </p>
    </>
  );
}
