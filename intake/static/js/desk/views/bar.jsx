/** The bar that never scrolls away: where one is, when the server was last asked, who, Lock. */

import { say } from "../../words/say.js";
import { clockWords } from "../model/days.js";
import { Links } from "../parts/links.jsx";
import { lookNow } from "../state/list/live.js";
import { lockNow } from "../state/lock.js";
import { go, opened } from "../state/route.js";
import { alarms, look, who } from "../state/store.js";

export function Bar() {
  return (
    <header class="bar">
      <a class="skip" href="#main">
        {say("shell.skip")}
      </a>
      <nav aria-label={say("shell.main")}>
        <a href="/desk/" aria-current="page" onClick={toList}>
          {say("shell.desk")}
        </a>
        <Links role={who.value?.role} />
      </nav>
      <a class="back" href="/desk/" data-does="back" onClick={toList}>
        <span aria-hidden="true">‹</span> {say("shell.list")}
        {alarms.value > 0 && <span class="alarm">{say("shell.alarms", { n: alarms.value })}</span>}
      </a>
      <Checked />
      <b class="who">{who.value?.username}</b>
      <button type="button" id="lock" class="lock" data-does="lock" onClick={lockNow}>
        {say("shell.lock")} <kbd>Esc Esc</kbd>
      </button>
    </header>
  );
}

/** @param {MouseEvent} event */
function toList(event) {
  if (opened.value) {
    event.preventDefault();
    go("");
  }
}

/** When the server was last asked; a look that failed stays in sight. */
function Checked() {
  const { at, failed } = look.value;
  if (!at) {
    return <span class="checked never">{say("shell.not_yet")}</span>;
  }
  const word = say(failed ? "shell.not_checked" : "shell.checked");
  const time = clockWords(at);
  return (
    <span
      class={failed ? "checked failed" : "checked"}
      data-checked={failed ? undefined : new Date(at).toISOString()}
    >
      <span class="word">{word}</span> {failed ? say("shell.since", { time }) : time}
    </span>
  );
}

/**
 * What went wrong with looking, and that there is a newer page.
 * @param {{port: import("../keys/port.js").Port}} props
 */
export function Strips({ port }) {
  const { at, failed, newer } = look.value;
  const time = clockWords(at);
  return (
    <>
      {failed && at > 0 && (
        <div class="strip" role="alert" data-strip="offline">
          <b>{say("shell.offline", { time })}</b>
          <span>{say("shell.offline_means", { time })}</span>
          <button type="button" class="slim" data-does="look" onClick={() => lookNow(port)}>
            {say("shell.try")}
          </button>
        </div>
      )}
      {newer && (
        <div class="strip" role="status" data-strip="newer">
          <b>{say("shell.newer")}</b>
          <span>{say("shell.newer_means")}</span>
          <button type="button" class="slim" data-does="reload" onClick={() => location.reload()}>
            {say("shell.reload")}
          </button>
        </div>
      )}
    </>
  );
}
