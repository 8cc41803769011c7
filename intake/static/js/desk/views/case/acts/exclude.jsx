/** Saying which members a reporter means, that nobody is meant, or that one cannot tell. */

import { useState } from "preact/hooks";
import { say } from "../../../../words/say.js";
import { doAct } from "../../../data/case/acts.js";
import { Tick } from "../../../parts/fields.jsx";
import { Problem } from "../../../parts/problem.jsx";
import { perform } from "../../../state/case/acting.js";
import { busy } from "../../../state/case/current.js";
import { today } from "../../../state/store.js";

/** @typedef {{id: string, name: string, member: boolean}} Person */

/**
 * @param {{port: import("../../../keys/port.js").Port, first?: boolean,
 *   opened: import("../../../keys/case/opening.js").Readable}} props
 */
export function ExcludeForm({ port, opened, first }) {
  const [members, setMembers] = useState(/** @type {string[]} */ ([]));
  const people = /** @type {Person[]} */ (opened.meta.people ?? []);
  const set = (/** @type {string} */ id, /** @type {boolean} */ is) =>
    setMembers(is ? [...members, id] : members.filter((each) => each !== id));
  const decide = (/** @type {boolean} */ named, /** @type {boolean} */ unsure) => {
    const chosen = named ? [...members].sort() : [];
    const body = { members: chosen, named, unsure };
    return perform(port, "exclude", (shown) => doAct(port, shown, "exclude", body, today.value));
  };
  return (
    <>
      <fieldset>
        <legend>{say("exclude.members")}</legend>
        <div class="people">
          {people.map((person) => (
            <Tick
              key={person.id}
              name="member"
              value={person.id}
              checked={members.includes(person.id)}
              onCheck={(is) => set(person.id, is)}
            >
              <b>{person.name}</b>
              <About person={person} isMe={person.id === opened.account} />
            </Tick>
          ))}
        </div>
      </fieldset>
      <Problem act="exclude" />
      <div class="actions">
        <button
          type="button"
          class="main"
          data-does="exclude"
          disabled={members.length === 0 || Boolean(busy.value)}
          onClick={() => decide(true, false)}
        >
          {members.length ? say("exclude.named", { n: members.length }) : say("exclude.choose")}
        </button>
        {first && (
          <>
            <button
              type="button"
              data-does="exclude-nobody"
              disabled={members.length > 0 || Boolean(busy.value)}
              onClick={() => decide(true, false)}
            >
              {say("exclude.nobody")}
            </button>
            <button
              type="button"
              data-does="exclude-unsure"
              disabled={Boolean(busy.value)}
              onClick={() => decide(false, true)}
            >
              {say("exclude.unsure")}
            </button>
          </>
        )}
      </div>
      <p class="hint">
        {first && say("exclude.unsure_means")} {say("exclude.logged")}
      </p>
    </>
  );
}

/** @param {{person: Person, isMe: boolean}} props */
function About({ person, isMe }) {
  if (isMe) {
    return <span class="hint">{say("exclude.you")}</span>;
  }
  return person.member ? null : <span class="hint">{say("exclude.left")}</span>;
}
