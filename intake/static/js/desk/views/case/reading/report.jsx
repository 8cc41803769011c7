/** What they told us: the story, then the answers folded by topic. */

import { languageName, say } from "../../../../words/say.js";
import { countUnanswered } from "../../../model/report/answers.js";
import { Text } from "../../../parts/text.jsx";
import { form } from "../../../state/case/current.js";
import { answers, lang, topics } from "../../../state/case/seen.js";
import { Answers } from "./judged.jsx";
import { StoryHead, storyOf } from "./story.jsx";

const OPEN = 2; // Topics that are unfolded at once.

/** @param {{opened: import("../../../keys/case/opening.js").Readable}} props */
export function Report({ opened }) {
  const story = storyOf();
  return (
    <div class="report" data-panel="report" tabIndex={-1}>
      <div class="said story">
        <StoryHead opened={opened} />
        <div data-answer="story">
          {story ? <Text text={story} lang={lang.value} /> : say("thread.story_none")}
        </div>
      </div>
      {topics.value.map((topic, at) => (
        <Topic key={topic.id} topic={topic} open={at < OPEN} />
      ))}
      {topics.value.length === 0 && <p class="quiet">{say("report.nothing")}</p>}
      <p class="hint">
        {say("report.langs", { lang: languageName(lang.value) })}{" "}
        {form.value && say("report.unanswered", { n: countUnanswered(form.value, answers.value) })}
      </p>
    </div>
  );
}

/** @param {{topic: import("../../../model/report/answers.js").Topic, open: boolean}} props */
function Topic({ topic, open }) {
  return (
    <details class="topic" data-topic={topic.id} open={open}>
      <summary>
        {topic.title} <span class="quiet">{topic.brief}</span>
      </summary>
      <Answers answers={topic.answers} lang={lang.value} />
    </details>
  );
}
