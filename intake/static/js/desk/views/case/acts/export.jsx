/** A copy of the sealed files as they are stored, for a standard age tool, and who gets it. */

import { useState } from "preact/hooks";
import { onLock } from "../../../../staff/session/idle.js";
import { say } from "../../../../words/say.js";
import { fetchExport } from "../../../data/case/telling.js";
import { Do } from "../../../parts/act/do.jsx";
import { Codes } from "../../../parts/fields.jsx";
import { perform } from "../../../state/case/acting.js";
import { purposes } from "../../../state/case/current.js";

const KEPT_MS = 60_000; // The browser reads the copy while it asks where to put it.

/** @type {import("./sheet.jsx").Form} */
export function ExportForm({ port }) {
  const [recipient, setRecipient] = useState("");
  /** @param {import("../../../keys/case/opening.js").Readable} opened */
  const copy = async ({ case: id, meta: state }) => {
    save(await fetchExport(id, { purpose: purposes.value.get(id), recipient }), id);
    return { state }; // Nothing moved.
  };
  return (
    <>
      <p class="small">{say("export.means")}</p>
      <Codes area="recipient" label={say("export.to")} value={recipient} onChoose={setRecipient} />
      <Do
        act="export"
        ready={recipient}
        onDo={() => perform(port, "export", copy)}
        words={say("export.do")}
      />
    </>
  );
}

/**
 * @param {Blob} blob
 * @param {string} caseId
 */
function save(blob, caseId) {
  const address = URL.createObjectURL(blob);
  const revoke = () => URL.revokeObjectURL(address);
  onLock(revoke);
  const link = document.createElement("a");
  link.href = address;
  link.download = `case-${caseId.slice(0, 8)}.tar`;
  link.click();
  setTimeout(revoke, KEPT_MS);
}
