/** A copy of the sealed files as they are stored, for a standard age tool. */

import { useState } from "preact/hooks";
import { onLock } from "../../../../staff/session/idle.js";
import { say } from "../../../../words/say.js";
import { fetchExport } from "../../../data/case/telling.js";
import { problemWords } from "../../../model/problems.js";
import { purposes } from "../../../state/case/current.js";

const KEPT_MS = 60_000; // The browser reads the copy while it asks where to put it.

/** @type {import("./sheet.jsx").Form} */
export function ExportForm({ opened }) {
  const [problem, setProblem] = useState("");
  const copy = async () => {
    setProblem("");
    try {
      save(await fetchExport(opened.case, purposes.value.get(opened.case) ?? ""), opened.case);
    } catch (error) {
      setProblem(problemWords(error));
    }
  };
  return (
    <>
      <p class="small">{say("export.means")}</p>
      <p role="alert" data-says="problem-export">
        {problem}
      </p>
      <div class="actions">
        <button type="button" class="main" data-does="export" onClick={copy}>
          {say("export.do")}
        </button>
      </div>
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
