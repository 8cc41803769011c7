/**
 * What waits for a second person, above the thread: what is asked, what was signed, until when. Nobody
 * agrees to a case of which they did not read the newest words.
 */

import { useState } from "preact/hooks";
import { say, sayOf } from "../../../words/say.js";
import { agree } from "../../data/case/acts.js";
import { letIn } from "../../data/case/holding.js";
import { dayWords } from "../../model/due.js";
import { ActButton } from "../../parts/act/do.jsx";
import { Problem } from "../../parts/act/problem.jsx";
import { Fact } from "../../parts/fact.jsx";
import { Tick, ticked } from "../../parts/fields.jsx";
import { Text } from "../../parts/text.jsx";
import { perform } from "../../state/case/acting.js";
import { readToEnd, stale } from "../../state/case/current.js";
import { asked, nameOf, rules } from "../../state/case/seen.js";
import { requirePeople } from "../../state/entering.js";
import { today } from "../../state/store.js";

/** @typedef {import("../../keys/port.js").Port} Port */
/** @typedef {import("../../model/case/proposals.js").Asked} Waiting */

/** @param {{port: Port, opened: import("../../keys/case/opening.js").Readable}} props */
export function Asked({ port }) {
  return (
    <>
      {asked.value.map((each) => (
        <Proposal key={each.proposal.object} port={port} asked={each} />
      ))}
    </>
  );
}

/** @param {{port: Port, asked: Waiting}} props */
export function Proposal({ port, asked: each }) {
  const { proposal, frame, title, says, until, mine } = each;
  const answer = (/** @type {boolean} */ agrees) =>
    perform(port, agrees ? "agree" : "disagree", (opened) =>
      agree(port, opened, proposal, agrees, today.value),
    );
  const ask = (/** @type {string} */ to) =>
    perform(port, "let-in", async (opened) => {
      await requirePeople(port); // The key goes to whom the signed list names now.
      return letIn(port, opened, proposal, to);
    });
  return (
    <section class="turnbar" data-proposal={proposal.act} aria-label={title}>
      <h3>{title}</h3>
      <dl class="facts">
        {says && <Fact term={say("agree.says")}>{says}</Fact>}
        <Details frame={frame} act={proposal.act} />
        <Fact term={say("agree.until")}>{say("agree.until_means", { until })}</Fact>
        {proposal.granted && <Fact term={say("agree.granted")}>{proposal.granted}</Fact>}
      </dl>
      {proposal.for_me ? (
        <Yes asked={each} answer={answer} />
      ) : (
        mine && (
          <div class="actions">
            <ActButton act="withdraw" look="slim" onDo={() => answer(false)}>
              {say("agree.end")}
            </ActButton>
            {proposal.supervisors.map((id) => (
              <ActButton key={id} act="let-in" look="slim" onDo={() => ask(id)}>
                {say("agree.let_in", { name: nameOf(id) })}
              </ActButton>
            ))}
            {proposal.supervisors.length > 0 && (
              <span class="hint">{say("agree.let_in_means")}</span>
            )}
          </div>
        )
      )}
      <Problem act="agree" />
      <Problem act="disagree" />
      <Problem act="let-in" />
    </section>
  );
}

/** @param {{asked: Waiting, answer: (agrees: boolean) => void}} props */
function Yes({ asked: { proposal, frame }, answer }) {
  const [kept, setKept] = useState(/** @type {string[]} */ ([]));
  const handover = proposal.act === "handover";
  const first = proposal.act === "exclude";
  const agreed = !handover || rules.value.every(({ words }) => kept.includes(words));
  const read = first || (readToEnd.value && !stale.value);
  const hints = [
    !frame && say("agree.no_frame"),
    !read && say("agree.read_first"),
    !agreed && say("agree.rules_first"),
    say("act.rule"),
  ];
  return (
    <>
      {handover && <ReadBack kept={kept} onKeep={setKept} />}
      <div class="actions">
        <ActButton
          act="agree"
          look="slim main"
          still={!frame || !read || !agreed}
          onDo={() => answer(true)}
        >
          {sayOf("agree", proposal.act) ?? say("agree.other")}
        </ActButton>
        <ActButton act="disagree" look="slim" onDo={() => answer(false)}>
          {say(handover ? "agree.no_handover" : "agree.no")}
        </ActButton>
        <span class="hint">{hints.filter(Boolean).join(" ")}</span>
      </div>
    </>
  );
}

/**
 * Who takes a case over reads its rules of contact one by one.
 * @param {{kept: string[], onKeep: (kept: string[]) => void}} props
 */
function ReadBack({ kept, onKeep }) {
  const set = (/** @type {string} */ rule, /** @type {boolean} */ is) =>
    onKeep(ticked(kept, rule, is));
  return (
    <fieldset>
      <legend>{say("hand.rules")}</legend>
      {rules.value.map(({ words, grave, told }) => (
        <Tick
          key={words}
          name="rule"
          checked={kept.includes(words)}
          onCheck={(is) => set(words, is)}
        >
          {grave ? <b class="bad">{words}</b> : words} {told && <Text text={told} />}{" "}
          <span class="quiet">{say("agree.keep_rule")}</span>
        </Tick>
      ))}
    </fieldset>
  );
}

/** @param {{frame: Waiting["frame"], act: string}} props */
function Details({ frame, act }) {
  if (act === "close") {
    return <Fact term={say("agree.keys")}>{say("close.keys")}</Fact>;
  }
  if (act === "handover" && frame?.body.next) {
    return <Fact term={say("hand.next")}>{dayWords(String(frame.body.next))}</Fact>;
  }
  if (act === "exclude" && frame) {
    const members = /** @type {string[]} */ (frame.body.members);
    return (
      <Fact term={say("agree.names")}>{members.map(nameOf).join(", ") || say("case.nobody")}</Fact>
    );
  }
  return null;
}
