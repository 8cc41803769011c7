/** Writing to the reporter: the rules of contact are part of the field, and nothing sends itself. */

import { useState } from "preact/hooks";
import { ACT_REASONS } from "../../../../generated/lists.js";
import { languageName, say, sayOf } from "../../../../words/say.js";
import { reply } from "../../../data/case/acts.js";
import { Kept } from "../../../parts/act/kept.jsx";
import { Problem } from "../../../parts/act/problem.jsx";
import { Rules } from "../../../parts/act/rules.jsx";
import { Reasons } from "../../../parts/fields.jsx";
import { perform, write } from "../../../state/case/acting.js";
import { busy, may, sheet, stale } from "../../../state/case/current.js";
import { drop, type, words } from "../../../state/case/drafts.js";
import { openAgain } from "../../../state/case/opening.js";
import { asked, contactAnswers, lang, rules, stopped, youOr } from "../../../state/case/seen.js";
import { requirePeople } from "../../../state/entering.js";
import { keepFocus } from "../../../state/focus.js";
import { look, today } from "../../../state/store.js";
import { TakeBar } from "../acts/holding/take.jsx";
import { Field } from "./field.jsx";

/** @typedef {import("../../../keys/port.js").Port} Port */
/** @typedef {import("../../../keys/case/opening.js").Readable} Readable */

const LONGEST = 8000; // Characters; what the box shows on one page.

/** @param {{port: Port, opened: Readable}} props */
export function Composer({ port, opened }) {
  const can = may.value;
  if (can?.reply) {
    return <Writing port={port} opened={opened} />;
  }
  if (can?.take) {
    return <TakeBar port={port} opened={opened} />;
  }
  const { assignee } = opened.meta;
  return (
    <div class="composer small quiet" data-says="reply-locked">
      {say(assignee ? "take.others" : "take.locked", { name: youOr(assignee) })}
      {forMe() && <Up />}
    </div>
  );
}

/**
 * Why writing needs a stated reason, or empty: they asked for no answer, contact is paused, or should be.
 * @param {Readable} opened
 */
function obstacleOf({ meta }) {
  if (contactAnswers.value.c_mode === "none") {
    return say("reply.no_answer");
  }
  if (meta.status === "paused_safety") {
    return say("refused.paused");
  }
  return stopped.value ? say("stop.title") : "";
}

/** @param {{port: Port, opened: Readable}} props */
function Writing({ port, opened }) {
  const [pressed, setPressed] = useState(false);
  const text = words("reply");
  const obstacle = obstacleOf(opened);
  const closing = asked.value.some(({ proposal }) => proposal.act === "close");
  const resting = !text && !pressed;
  const first = closing || obstacle || forMe();
  const open = () => {
    setPressed(true);
    keepFocus("#write-reply");
  };
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    sendReply(port, obstacle);
  };
  if (first && resting) {
    return (
      <Withheld port={port} why={closing ? say("reply.withdraws") : obstacle} onWrite={open} />
    );
  }
  return (
    <form
      class={resting ? "composer rest" : "composer"}
      aria-label={say("reply.label")}
      autoComplete="off"
      onSubmit={send}
    >
      <div class="peek">
        <span>
          {rules.value[0]?.words}
          {resting && <Kept />}
        </span>
        <button type="button" class="slim main" data-shows="reply" onClick={open}>
          {say("reply.write")}
        </button>
      </div>
      {stale.value && <ShowNew port={port} />}
      <Rules />
      <label for="write-reply">{labelWords()}</label>
      <Field port={port} name="reply" hint={say("reply.hint")} about="reply-meta" onSend={send} />
      {obstacle && (
        <Reasons
          name="despite"
          label={`${obstacle} ${say("reply.despite")}`}
          hint={say("act.logged")}
          value={words("despite")}
          onChoose={(code) => type(port, "despite", code)}
          codes={ACT_REASONS.despite}
        />
      )}
      {closing && <p class="hint">{say("reply.withdraws")}</p>}
      <Problem act="reply" />
      <div class="send">
        <button type="submit" class="main" data-does="reply" disabled={!canSend(text, obstacle)}>
          {say("reply.do")} <kbd>Ctrl ⏎</kbd>
        </button>
        <Settle />
        <Meta text={text} />
      </div>
    </form>
  );
}

/**
 * Something comes before an answer: it would end what waits for a second person, nobody should write
 * now, or a yes is asked for. What was said has the room meanwhile.
 * @param {{port: Port, why: string, onWrite: () => void}} props
 */
function Withheld({ port, why, onWrite }) {
  return (
    <div class="composer withheld">
      <Rules />
      {stale.value && <ShowNew port={port} />}
      <p class="hint">
        {why}
        <Kept />
      </p>
      <div class="send">
        <button type="button" class="slim" data-shows="reply" onClick={onWrite}>
          {say("reply.write_anyway")}
        </button>
        {forMe() ? <Up /> : <Settle />}
      </div>
    </div>
  );
}

function forMe() {
  return asked.value.some(({ proposal }) => proposal.for_me);
}

/** Where the page is one long column, what is asked is far above what is read for it. */
function Up() {
  const show = () => document.querySelector(".turnbar")?.scrollIntoView();
  return (
    <button type="button" class="slim up" onClick={show}>
      {say("agree.up")}
    </button>
  );
}

function Settle() {
  return (
    may.value?.settle && (
      <button type="button" class="slim" data-shows="settle" onClick={showSettle}>
        {say("settle.open")}
      </button>
    )
  );
}

function labelWords() {
  const language = languageName(lang.value);
  return say(language ? "reply.label_in" : "reply.label", { lang: language });
}

/** @param {string} text @param {string} obstacle */
function canSend(text, obstacle) {
  const length = [...text.trim()].length;
  const reasoned = !obstacle || ACT_REASONS.despite.includes(words("despite"));
  return Boolean(length > 0 && length <= LONGEST && reasoned && !busy.value && !stale.value);
}

/**
 * Send what is written; where they asked for none, why it is written all the same is kept first.
 * @param {Port} port
 * @param {string} obstacle
 */
async function sendReply(port, obstacle) {
  const text = words("reply").trim();
  if (!canSend(text, obstacle)) {
    return;
  }
  const despite = obstacle ? words("despite") : null;
  const why = { text: `${obstacle} ${sayOf("reason", despite ?? "")}.` };
  if (obstacle && !(await write(port, "note", why))) {
    return;
  }
  if (await perform(port, "reply", (shown) => walkAndReply(port, shown, text, despite))) {
    await drop(port, "reply", "despite");
  }
}

function showSettle() {
  sheet.value = "settle";
}

/**
 * @param {Port} port
 * @param {Readable} opened
 * @param {string} text
 * @param {string | null} despite
 */
async function walkAndReply(port, opened, text, despite) {
  await requirePeople(port); // Who was removed meanwhile writes to nobody.
  return reply(port, opened, text, today.value, despite);
}

/** Something newer was said: it is shown before anything is sent. @param {{port: Port}} props */
function ShowNew({ port }) {
  const [failed, setFailed] = useState(false);
  const show = () => {
    setFailed(false);
    openAgain(port).catch(() => setFailed(true));
  };
  return (
    <div class="notice warn newer" role="status" data-newer="">
      <span>{say(failed ? "reply.offline" : "reply.read_first")}</span>
      <button type="button" class="slim" data-does="show-new" onClick={show}>
        {say("reply.show_new")}
      </button>
    </div>
  );
}

/** @param {{text: string}} props */
function Meta({ text }) {
  const count = [...text.trim()].length;
  const over = count - LONGEST;
  return (
    <span class="meta" id="reply-meta">
      {look.value.failed && <b class="bad">{say("reply.offline")} </b>}
      {over > 0 ? (
        <b class="bad">{say("reply.too_long", { n: over })}</b>
      ) : (
        say("reply.count", { n: count })
      )}
      <Kept />
    </span>
  );
}
