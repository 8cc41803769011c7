/** No answer is needed: said with a reason, and shown to the other holder. */

import { useState } from "preact/hooks";
import { ACT_REASONS } from "../../../../../generated/lists.js";
import { say } from "../../../../../words/say.js";
import { doAct } from "../../../../data/case/acts.js";
import { reasonOptions } from "../../../../model/case/options.js";
import { Do } from "../../../../parts/do.jsx";
import { Reasons } from "../../../../parts/fields.jsx";
import { KeptWords } from "../../../../parts/kept_words.jsx";
import { perform } from "../../../../state/case/acting.js";
import { drop, words } from "../../../../state/case/drafts.js";
import { today } from "../../../../state/store.js";

/** @type {import("../sheet.jsx").Form} */
export function SettleForm({ port }) {
  const [reason, setReason] = useState("");
  const settle = async () => {
    const body = { reason, words: words("settle").trim() };
    const send = (/** @type {any} */ opened) => doAct(port, opened, "settle", body, today.value);
    if (await perform(port, "settle", send)) {
      await drop(port, "settle");
    }
  };
  return (
    <>
      <p class="small">{say("settle.means")}</p>
      <Reasons
        name="settle_reason"
        value={reason}
        onChoose={setReason}
        options={reasonOptions(ACT_REASONS.settled)}
      />
      <KeptWords port={port} name="settle" />
      <Do
        act="settle"
        ready={reason}
        onDo={settle}
        words={say("settle.do")}
        hint={say("act.logged")}
      />
    </>
  );
}
