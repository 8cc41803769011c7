/** The list of people, or what this account remembers of it, does not add up: nothing is opened. */

import { useEffect, useState } from "preact/hooks";
import { deskNumber } from "../../staff/roster/roster_state.js";
import { isAboutVault, stopText } from "../../staff/stops.js";
import { say } from "../../words/say.js";
import { SafetyNumber } from "../parts/safety.jsx";
import { takeFocus } from "../state/focus.js";

/** @type {Parameters<typeof say>[0][]} */
const LIST_STEPS = ["stop.open_nothing", "stop.call_and_ask", "stop.if_another", "stop.if_same"];
/** @type {Parameters<typeof say>[0][]} */
const VAULT_STEPS = ["stop.open_nothing", "stop.call", "stop.auditor", "stop.lost"];

/** @param {{stopped: import("../../staff/roster/remembered.js").Stopped}} props */
export function Stop({ stopped: { reason, memory } }) {
  const words = stopText(reason, memory);
  const steps = isAboutVault(reason) ? VAULT_STEPS : LIST_STEPS;
  return (
    <section
      ref={takeFocus}
      class="stop"
      data-state="stopped"
      tabIndex={-1}
      aria-labelledby="stop-title"
    >
      <h2 id="stop-title">{words.title}</h2>
      <p>{words.reason}</p>
      <p>
        {words.memory} {say("stop.somebody")}
      </p>
      <ol>
        {steps.map((step) => (
          <li key={step}>{say(step)}</li>
        ))}
      </ol>
      {memory.pin && <Remembered pin={memory.pin} />}
    </section>
  );
}

/** @param {{pin: import("../../staff/roster/remembered.js").Pin}} props */
function Remembered({ pin }) {
  const [number, setNumber] = useState("");
  useEffect(() => {
    deskNumber(pin).then(setNumber);
  }, [pin]);
  return (
    <div>
      <h3>{say("stop.remembered")}</h3>
      <SafetyNumber number={number} />
      <p>
        {say("stop.version", { n: pin.version })} <code>{pin.roster}</code>
      </p>
    </div>
  );
}
