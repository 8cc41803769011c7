/** What stands in the place of the desk while it cannot be used: designed, not left over. */

import { useState } from "preact/hooks";
import { Stopped } from "../../staff/roster/remembered.js";
import { acquaintanceWords } from "../../staff/stops.js";
import { say } from "../../words/say.js";
import { WorkerFailed } from "../keys/port.js";
import { problemWords } from "../model/problems.js";
import { Tick } from "../parts/fields.jsx";
import { Loading } from "../parts/loading.jsx";
import { SafetyNumber } from "../parts/safety.jsx";
import { rememberCompared } from "../state/entering.js";
import { people, phase, trouble } from "../state/store.js";
import { Stop } from "./stop.jsx";

/** @param {{port: import("../keys/port.js").Port}} props */
export function States({ port }) {
  const found = trouble.value;
  if (phase.value === "pin") {
    return <Compare port={port} />;
  }
  if (phase.value === "stopped" && found instanceof Stopped) {
    return <Stop stopped={found} />;
  }
  return phase.value === "failed" ? <Failed error={found} /> : <Loading />;
}

/** @param {{error: unknown}} props */
function Failed({ error }) {
  const words = error instanceof WorkerFailed ? say("shell.no_worker") : problemWords(error);
  return (
    <section class="void" data-state="failed">
      <h2>{say("shell.failed")}</h2>
      <p>{words}</p>
      <button type="button" data-does="reload" onClick={() => location.reload()}>
        {say("shell.try_again")}
      </button>
    </section>
  );
}

/**
 * The number of the desk is compared once, by voice, before its list is believed.
 * @param {{port: import("../keys/port.js").Port}} props
 */
function Compare({ port }) {
  const [heard, setHeard] = useState(false);
  const [problem, setProblem] = useState("");
  const trust = async () => {
    if (!heard) {
      setProblem(say("pin.first"));
      return;
    }
    try {
      await rememberCompared(port);
      location.reload();
    } catch (error) {
      setProblem(problemWords(error));
    }
  };
  const met = people.value;
  return (
    <section class="sheet narrow" data-state="pin" aria-labelledby="pin-title">
      <h2 id="pin-title">{say("pin.title")}</h2>
      <p data-says="acquaintance">{met && acquaintanceWords(met.memory)}</p>
      <p>{say("pin.how")}</p>
      <SafetyNumber number={met?.number ?? ""} />
      <Tick name="same_number" checked={heard} onCheck={setHeard}>
        {say("pin.heard")}
      </Tick>
      <p role="alert" data-says="pin-problem">
        {problem}
      </p>
      <div class="actions">
        <button type="button" class="main" data-does="pin" onClick={trust}>
          {say("pin.trust")}
        </button>
      </div>
      <p class="quiet small">{say("pin.differ")}</p>
    </section>
  );
}
