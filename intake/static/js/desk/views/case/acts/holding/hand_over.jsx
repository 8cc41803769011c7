/** Offering one's place in a case to somebody: what they must know, and the rules that go with it. */

import { useState } from "preact/hooks";
import { say, sayOf } from "../../../../../words/say.js";
import { handOver } from "../../../../data/case/holding.js";
import { memberOptions, membersOf } from "../../../../model/case/options.js";
import { answerOf } from "../../../../model/report/answers.js";
import { Do } from "../../../../parts/act/do.jsx";
import { KeptWords } from "../../../../parts/act/kept_words.jsx";
import { Rules } from "../../../../parts/act/rules.jsx";
import { Choose, PRIVATE, Tick } from "../../../../parts/fields.jsx";
import { perform } from "../../../../state/case/acting.js";
import { drop, type, words } from "../../../../state/case/drafts.js";
import { answers, at, me, staff, worded } from "../../../../state/case/seen.js";
import { requirePeople } from "../../../../state/entering.js";
import { today } from "../../../../state/store.js";

const CONSENTS = /^(s_|d_police$|r_may_call$)/; // What they allow us, and what not.

/** @type {import("../sheet.jsx").Form} */
export function HandOverForm({ port, opened }) {
  const { meta } = opened;
  const [to, setTo] = useState("");
  const [place, setPlace] = useState(meta.cover === me.value ? "cover" : "assignee");
  const [read, setRead] = useState(false);
  const held = [meta.assignee, meta.cover];
  const members = membersOf(staff.value, meta).filter(({ name }) => !held.includes(name));
  const name = members.find(({ id }) => id === to)?.name ?? "";
  const situation = words("situation").trim();
  const next = words("next");
  const offer = async () => {
    const body = { to, place, situation, next, rules_read: true };
    const done = await perform(port, "hand-over", async (shown) => {
      await requirePeople(port); // The key goes to whom the signed list names now.
      return handOver(port, shown, body, today.value);
    });
    if (done) {
      await drop(port, "situation", "next");
    }
  };
  return (
    <>
      <p class="hint">
        {say("hand.means")} {say("hand.rule")}
      </p>
      <div class="two">
        <Choose
          name="to"
          label={say("hand.to")}
          hint={say("hand.kept")}
          value={to}
          onChoose={setTo}
          options={memberOptions(members)}
          none={say("act.choose")}
        />
        <Choose
          name="place"
          label={say("hand.place")}
          value={place}
          onChoose={setPlace}
          options={placesOf(meta)}
        />
      </div>
      <KeptWords
        port={port}
        name="situation"
        label={say("hand.situation")}
        hint={say("hand.situation_hint")}
      />
      <div class="field narrow">
        <label for="hand-next">{say("hand.next")}</label>
        <span class="hint">{say("hand.next_hint")}</span>
        <input
          {...PRIVATE}
          id="hand-next"
          type="date"
          name="next"
          value={next}
          min={today.value}
          onChange={(event) => type(port, "next", event.currentTarget.value)}
        />
      </div>
      <Consents />
      <div class="field">
        <span class="label">
          {say("hand.rules")} <span class="hint">{say("hand.rules_hint")}</span>
        </span>
        <Rules />
      </div>
      <Tick name="rules_read" checked={read} onCheck={setRead}>
        {say("hand.read")}
      </Tick>
      <Do
        act="hand-over"
        hint=""
        ready={to && situation && read}
        onDo={offer}
        words={say(name ? "hand.do" : "hand.do_nobody", { name })}
      />
    </>
  );
}

/**
 * One's own place, an empty one, or that of somebody who is not there any more.
 * @param {any} meta
 * @returns {[string, string][]}
 */
function placesOf({ assignee, cover, people = [] }) {
  const free = (/** @type {string | null} */ name) =>
    !name ||
    name === me.value ||
    !people.some((/** @type {any} */ each) => each.name === name && each.member);
  /** @type {[string, string | null][]} */
  const places = [
    ["assignee", assignee],
    ["cover", cover],
  ];
  return places
    .filter(([, name]) => free(name))
    .map(([place]) => [place, sayOf("place", place) ?? place]);
}

/** What they allow us stands in the report: nothing to type. */
function Consents() {
  const given = Object.keys(answers.value).filter((id) => CONSENTS.test(id) && worded.value);
  const told = given.map((id) => {
    const { label, words: said } = answerOf(
      /** @type {any} */ (worded.value),
      id,
      answers.value[id],
      at.value,
    );
    return `${label} ${said}`;
  });
  return (
    <div class="field">
      <span class="label">{say("hand.consents")}</span>
      <p class="small">{told.join(" · ") || say("hand.no_consents")}</p>
    </div>
  );
}
