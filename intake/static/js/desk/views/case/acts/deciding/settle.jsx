/** No answer is needed: said with a reason, and shown to the other holder. */

import { useState } from "preact/hooks";
import { ACT_REASONS } from "../../../../../generated/lists.js";
import { say } from "../../../../../words/say.js";
import { Do } from "../../../../parts/act/do.jsx";
import { KeptWords } from "../../../../parts/act/kept_words.jsx";
import { Reasons } from "../../../../parts/fields.jsx";
import { write } from "../../../../state/case/acting.js";

/** @type {import("../sheet.jsx").Form} */
export function SettleForm({ port }) {
  const [reason, setReason] = useState("");
  return (
    <>
      <p class="small">{say("settle.means")}</p>
      <Reasons
        name="settle_reason"
        value={reason}
        onChoose={setReason}
        codes={ACT_REASONS.settled}
      />
      <KeptWords port={port} name="settle" />
      <Do
        act="settle"
        ready={reason}
        onDo={() => write(port, "settle", { reason }, "settle")}
        words={say("settle.do")}
      />
    </>
  );
}
