/** Saying which members a reporter means, that nobody is meant, or that one cannot tell. */

import { useState } from "preact/hooks";
import { say } from "../../../../words/say.js";
import { ActButton } from "../../../parts/act/do.jsx";
import { Problem } from "../../../parts/act/problem.jsx";
import { Tick, ticked } from "../../../parts/fields.jsx";
import { write } from "../../../state/case/acting.js";
import { staff } from "../../../state/case/seen.js";

/** @typedef {import("../../../model/case/options.js").Told} Person */

/**
 * @param {{port: import("../../../keys/port.js").Port, first?: boolean,
 *   opened: import("../../../keys/case/opening.js").Readable}} props
 */
export function ExcludeForm({ port, opened, first }) {
  const [members, setMembers] = useState(/** @type {string[]} */ ([]));
  const set = (/** @type {string} */ id, /** @type {boolean} */ is) =>
    setMembers(ticked(members, id, is));
  const decide = (/** @type {boolean} */ named, /** @type {boolean} */ unsure) => {
    const chosen = named ? [...members].sort() : [];
    return write(port, "exclude", { members: chosen, named, unsure });
  };
  return (
    <>
      <fieldset>
        <legend>{say("exclude.members")}</legend>
        <div class="people">
          {staff.value.map((person) => (
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
        <ActButton
          act="exclude"
          look="main"
          still={members.length === 0}
          onDo={() => decide(true, false)}
        >
          {say(members.length ? "exclude.named" : "exclude.choose")}
        </ActButton>
        {first && (
          <>
            <ActButton
              act="exclude-nobody"
              still={members.length > 0}
              onDo={() => decide(true, false)}
            >
              {say("exclude.nobody")}
            </ActButton>
            <ActButton act="exclude-unsure" onDo={() => decide(false, true)}>
              {say("exclude.unsure")}
            </ActButton>
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
