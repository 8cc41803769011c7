/** Taking a case with a cover, or giving it to somebody else: in the place where one would answer. */

import { useState } from "preact/hooks";
import { say } from "../../../../../words/say.js";
import { take } from "../../../../data/case/holding.js";
import { memberOptions, membersOf } from "../../../../model/case/options.js";
import { Do } from "../../../../parts/act/do.jsx";
import { Rules } from "../../../../parts/act/rules.jsx";
import { Choose } from "../../../../parts/fields.jsx";
import { perform } from "../../../../state/case/acting.js";
import { staff } from "../../../../state/case/seen.js";
import { requirePeople } from "../../../../state/entering.js";

/** @typedef {import("../../../../keys/port.js").Port} Port */
/** @typedef {import("../../../../keys/case/opening.js").Readable} Readable */

/** @param {{port: Port, opened: Readable}} props */
export function TakeBar({ port, opened }) {
  const { account, meta } = opened;
  const members = membersOf(staff.value, meta);
  const [assignee, setAssignee] = useState(account);
  const [cover, setCover] = useState("");
  const [pressed, setPressed] = useState(false);
  const others = members.filter(({ id }) => id !== assignee);
  const chosen = others.some(({ id }) => id === cover) ? cover : "";
  const name = members.find(({ id }) => id === assignee)?.name ?? "";
  const give = () =>
    perform(port, "take", async (shown) => {
      await requirePeople(port); // Keys go to whom the signed list names now.
      return take(port, shown, assignee, chosen);
    });
  return (
    <section
      class={pressed ? "composer taking" : "composer taking rest"}
      aria-labelledby="take-title"
    >
      <div class="peek">
        <span>{say("take.locked")}</span>
        <button type="button" class="slim main" data-shows="take" onClick={() => setPressed(true)}>
          {say("take.open")}
        </button>
      </div>
      <h3 id="take-title">{say("take.title")}</h3>
      <Rules />
      <p class="small">
        {say("take.means")} {meta.level === "emergency" && say("take.emergency")}
      </p>
      <div class="two">
        <Choose
          name="assignee"
          label={say("take.who")}
          value={assignee}
          onChoose={setAssignee}
          options={[
            [account, say("take.me")],
            ...memberOptions(members.filter(({ id }) => id !== account)),
          ]}
        />
        <Choose
          name="cover"
          label={say("take.cover")}
          hint={say("take.cover_hint")}
          value={chosen}
          onChoose={setCover}
          options={memberOptions(others)}
          none={say(others.length ? "act.choose" : "take.nobody")}
        />
      </div>
      <Do
        act="take"
        hint=""
        ready={!(others.length > 0 && !chosen)}
        onDo={give}
        words={say(assignee === account ? "take.do" : "take.give", { name })}
      />
    </section>
  );
}
