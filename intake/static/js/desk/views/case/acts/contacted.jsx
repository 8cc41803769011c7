/** A try to reach the reporter outside their box, kept for who holds the case. */

import { useState } from "preact/hooks";
import { say } from "../../../../words/say.js";
import { Do } from "../../../parts/act/do.jsx";
import { KeptWords } from "../../../parts/act/kept_words.jsx";
import { Rules } from "../../../parts/act/rules.jsx";
import { Codes, Tick } from "../../../parts/fields.jsx";
import { write } from "../../../state/case/acting.js";

/** @type {import("./sheet.jsx").Form} */
export function ContactedForm({ port }) {
  const [via, setVia] = useState("");
  const [outcome, setOutcome] = useState("");
  const [agreed, setAgreed] = useState(false);
  const keep = () => write(port, "contacted", { via, agreed, outcome }, "contacted");
  return (
    <>
      <p class="small">{say("contacted.means")}</p>
      <Rules />
      <div class="two">
        <Codes area="via" label={say("contacted.via")} value={via} onChoose={setVia} />
        <Codes area="outcome" label={say("close.what")} value={outcome} onChoose={setOutcome} />
      </div>
      <Tick name="agreed" checked={agreed} onCheck={setAgreed}>
        {say("contacted.agreed")}
      </Tick>
      <KeptWords port={port} name="contacted" />
      <Do act="contacted" ready={via && outcome} onDo={keep} words={say("contacted.do")} />
    </>
  );
}
