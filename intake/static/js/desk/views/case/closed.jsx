/** A case that is not shown: not there, not opened, or broken off. */

import { say } from "../../../words/say.js";
import { nextSteps, refusalOf } from "../../model/report/refusals.js";
import { atPlace, done, place, purposes, row } from "../../state/case/current.js";
import { openCase } from "../../state/case/opening.js";
import { takeFocus } from "../../state/focus.js";
import { opened as address, follow } from "../../state/route.js";

export function Gone() {
  return (
    <div class="void" role="status">
      <p class="told">{done.value}</p>
      <h2>{say("gone.title")}</h2>
      <p>{say("gone.means")}</p>
      <ToList />
    </div>
  );
}

/** @param {{port: import("../../keys/port.js").Port}} props */
export function Failed({ port }) {
  const caseId = address.value;
  const purpose = purposes.value.get(caseId);
  const again = () => (purpose ? openCase(port, caseId, purpose) : restart());
  return (
    <div class="void" role="alert">
      <h2>{say("shell.failed")}</h2>
      <p>{place.value.reason}</p>
      <button type="button" data-does="again" onClick={again}>
        {say("shell.try_again")}
      </button>
    </div>
  );
}

/** Ask for the purpose once more: nothing was opened. */
function restart() {
  place.value = atPlace("purpose");
}

export function Unreadable() {
  const { reason, logged } = place.value;
  const { what, means } = refusalOf(reason);
  return (
    <div class="one">
      <section ref={takeFocus} class="stop" tabIndex={-1} aria-labelledby="unreadable-title">
        <h2 id="unreadable-title">{say("unreadable.title")}</h2>
        <p>
          <b>{what}</b>
        </p>
        <p>{means}</p>
        <h3>{say("unreadable.next")}</h3>
        <ol>
          {nextSteps(row.value?.level ?? "").map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p class="quiet small">
          {say("act.reason")} <code>{reason}</code>.{" "}
          <span role="status" data-says="unreadable-logged">
            {logged !== null && say(logged ? "unreadable.logged" : "unreadable.unlogged")}
          </span>
        </p>
        <ToList />
      </section>
    </div>
  );
}

function ToList() {
  return (
    <p>
      <a class="button" href="/desk/" onClick={(event) => follow(event, "")}>
        {say("case.to_list")}
      </a>
    </p>
  );
}
