/** How urgent a case is, and where it stands: each with a reason. */

import { useState } from "preact/hooks";
import { ACT_REASONS, LEVELS } from "../../../../../generated/lists.js";
import { LEVEL_WORDS, STATUS_WORDS } from "../../../../../staff/labels.js";
import { say } from "../../../../../words/say.js";
import { tell } from "../../../../data/case/telling.js";
import { labelled } from "../../../../model/case/options.js";
import { Do } from "../../../../parts/act/do.jsx";
import { Choose, Reasons } from "../../../../parts/fields.jsx";
import { perform, write } from "../../../../state/case/acting.js";

/** @typedef {import("../sheet.jsx").Form} Form */

/** @type {Form} */
export function LevelForm({ port, opened }) {
  const { level, assignee } = opened.meta;
  const [to, setTo] = useState("");
  const [reason, setReason] = useState("");
  const lowers = to !== "" && rank(to) > rank(level);
  const offered = LEVELS.filter((each) => each !== level && (assignee || rank(each) < rank(level)));
  return (
    <>
      <Choose
        name="level"
        label={say("level.to")}
        value={to}
        onChoose={setTo}
        options={labelled(offered, LEVEL_WORDS)}
        none={say("act.choose")}
      />
      <Reasons name="level_reason" value={reason} onChoose={setReason} codes={ACT_REASONS.level} />
      <p class="hint">
        {say(meansOf(level, assignee, lowers))} {lowers && say("act.rule")}
      </p>
      <Do
        act="level"
        ready={to && reason}
        onDo={() => write(port, "level", { from: level, to, reason })}
        words={say(lowers && level === "emergency" ? "level.ask" : "level.do")}
      />
    </>
  );
}

/**
 * @param {string} level
 * @param {string | null} assignee
 * @param {boolean} lowers
 */
function meansOf(level, assignee, lowers) {
  if (!assignee) {
    return "refused.not_taken";
  }
  if (!lowers) {
    return "level.raise";
  }
  return level === "emergency" ? "act.four_hours" : "level.lower";
}

/** @param {string} level */
function rank(level) {
  return LEVELS.indexOf(level);
}

/** @type {Form} */
export function StatusForm({ port, opened }) {
  const [to, setTo] = useState("");
  const [reason, setReason] = useState("");
  const moves = /** @type {{to: string, reasons: string[]}[]} */ (opened.meta.moves ?? []);
  const fitting = moves.find((move) => move.to === to)?.reasons ?? [];
  const body = { status: to, reason, from: opened.meta.status };
  return (
    <>
      <Choose
        name="status"
        label={say("status.to")}
        value={to}
        onChoose={(code) => {
          setTo(code);
          setReason("");
        }}
        options={labelled(
          moves.map((move) => move.to),
          STATUS_WORDS,
        )}
        none={say("act.choose")}
      />
      <Reasons name="reason" value={reason} onChoose={setReason} codes={fitting} />
      <Do
        act="status"
        ready={to && reason}
        onDo={() => perform(port, "status", (shown) => tell(shown, "status", body))}
        words={say("status.do")}
      />
    </>
  );
}
