/** The head of the report: when it came, in which letters its story is written. */

import { say } from "../../../../words/say.js";
import { dayWords } from "../../../model/due.js";
import { writtenWords } from "../../../model/text/script.js";
import { answers, lang } from "../../../state/case/seen.js";

/** What they wrote in their own words, or empty. */
export function storyOf() {
  return String(answers.value.story ?? "");
}

/**
 * @param {object} props
 * @param {import("../../../keys/case/opening.js").Readable} props.opened
 * @param {import("preact").ComponentChildren} [props.children]
 */
export function StoryHead({ opened, children }) {
  const about = [dayWords(opened.meta.received_on), writtenWords(storyOf(), lang.value)];
  return (
    <div class="from">
      <b>{say("thread.report")}</b>
      <span>{about.filter(Boolean).join(" · ")}</span>
      {children}
    </div>
  );
}
