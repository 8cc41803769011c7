/**
 * Before anything else of a case is given: whom the reporter does not want to see it. While it is not
 * decided, the contact file and what was said of it is all there is.
 */

import { say } from "../../../words/say.js";
import { Text } from "../../parts/text.jsx";
import { asked, contactAnswers } from "../../state/case/seen.js";
import { ExcludeForm } from "./acts/exclude.jsx";
import { Proposal } from "./asked.jsx";

/** @param {{port: import("../../keys/port.js").Port, opened: import("../../keys/case/opening.js").Readable}} props */
export function Screening({ port, opened }) {
  const waiting = asked.value.find(({ proposal }) => proposal.act === "exclude");
  const passed = opened.items.some(
    ({ row, frame, signer }) =>
      row.kind === "exclusion" && frame?.body.unsure && signer === opened.account,
  );
  return (
    <div class="one" data-panel="screening">
      <section class="sheet turn" aria-labelledby="screening-title">
        <h2 id="screening-title">{say("exclude.first")}</h2>
        <Named name="c_avoid" words="exclude.avoid" />
        <Named name="c_interp" words="exclude.interp" />
        {passed && !waiting && <p class="notice">{say("exclude.unsure_means")}</p>}
        {waiting ? (
          <Proposal port={port} asked={waiting} />
        ) : (
          <>
            <p class="hint">{say("exclude.first_means")}</p>
            <ExcludeForm port={port} opened={opened} first />
          </>
        )}
      </section>
    </div>
  );
}

/** @param {{name: string, words: "exclude.avoid" | "exclude.interp"}} props */
function Named({ name, words }) {
  const answer = contactAnswers.value[name];
  if (answer === undefined) {
    return null;
  }
  const text = typeof answer === "string" ? answer : answer.join("\n");
  return (
    <div class="quote">
      <b>{say(words)}</b>
      <div data-answer={name}>
        <Text text={text} />
      </div>
    </div>
  );
}
