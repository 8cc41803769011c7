/** The field that something is written in to be sent: kept while it is typed, Ctrl and Enter send it. */

import { PRIVATE } from "../../../parts/fields.jsx";
import { type, words } from "../../../state/case/drafts.js";

/**
 * @param {object} props
 * @param {import("../../../keys/port.js").Port} props.port
 * @param {string} props.name of the draft
 * @param {string} props.hint
 * @param {string} [props.about] id of what is said of its length
 * @param {(event: Event) => unknown} props.onSend
 */
export function Field({ port, name, hint, about, onSend }) {
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      onSend(event);
    }
  };
  return (
    <textarea
      {...PRIVATE}
      id={`write-${name}`}
      name={name}
      dir="auto"
      value={words(name)}
      placeholder={hint}
      aria-describedby={about}
      onInput={(event) => type(port, name, event.currentTarget.value)}
      onKeyDown={onKey}
    />
  );
}
