/** What was said, oldest to newest: the report first, its story in sight; the composer is below it. */

import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../../../../words/say.js";
import { Text } from "../../../parts/text.jsx";
import { readToEnd, tab } from "../../../state/case/current.js";
import { lang, thread, topics } from "../../../state/case/seen.js";
import { Said } from "./said.jsx";
import { StoryHead, storyOf } from "./story.jsx";

/** @typedef {import("../../../keys/case/opening.js").Readable} Readable */

/** @param {{port: import("../../../keys/port.js").Port, opened: Readable}} props */
export function Thread({ opened }) {
  const { earlier, read, fresh } = thread.value;
  const [all, setAll] = useState(false);
  const end = useEndInSight(opened);
  const newest = [...read, ...fresh].filter(({ item }) => item.row.kind === "message").pop();
  const said = (/** @type {import("../../../model/case/thread.js").Said} */ each) => [
    <Said key={each.item.row.id} {...each} />,
    each === newest && <End key="end" place={end} />,
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, the keyboard must reach it.
    <ol class="thread" aria-label={say("tab.messages")} tabIndex={0}>
      <Story opened={opened} />
      {earlier.length > 0 && !all && (
        <li class="fold">
          <button type="button" class="plain slim" onClick={() => setAll(true)}>
            {say("thread.earlier", { n: earlier.length })}
          </button>
        </li>
      )}
      {[...(all ? earlier : []), ...read].map(said)}
      {fresh.length > 0 && <li class="fold newline">{say("thread.new")}</li>}
      {fresh.map(said)}
      {earlier.length + read.length + fresh.length === 0 && (
        <li class="quiet small">{say("thread.none")}</li>
      )}
      {!newest && <End place={end} />}
    </ol>
  );
}

/** Where the newest message ends. @param {{place: import("preact").RefObject<HTMLLIElement | null>}} props */
function End({ place }) {
  return <li ref={place} class="end" aria-hidden="true" />;
}

/**
 * Show the newest at once, its newest message in any case, or what waits for a second person; and note
 * when the end of that message was in sight: nobody agrees to something without having come there.
 * @param {Readable} opened
 */
function useEndInSight({ case: caseId, items }) {
  const end = useRef(/** @type {HTMLLIElement | null} */ (null));
  useEffect(() => {
    const element = end.current;
    if (!element) {
      return;
    }
    element.parentElement?.lastElementChild?.scrollIntoView({ block: "end" });
    element.previousElementSibling?.scrollIntoView({ block: "nearest" });
    document.querySelector(".turnbar")?.scrollIntoView({ block: "nearest" }); // Where the page is one long column.
    const seen = new IntersectionObserver(([entry]) => {
      readToEnd.value = readToEnd.value || entry.isIntersecting;
    });
    seen.observe(element);
    return () => seen.disconnect();
  }, [caseId, items.length]);
  return end;
}

/** @param {{opened: Readable}} props */
function Story({ opened }) {
  const story = storyOf();
  const show = () => {
    tab.value = "report";
  };
  return (
    <li class="said story short">
      <StoryHead opened={opened}>
        <span class="topics">
          {topics.value
            .filter(({ answers: given }) => given.length > 1)
            .slice(0, 2)
            .map(({ id, title, answers: given }) => (
              <button key={id} type="button" class="plain" onClick={show}>
                {title} {given.length}
              </button>
            ))}
          <button type="button" class="plain" onClick={show}>
            {say("thread.whole")}
          </button>
        </span>
      </StoryHead>
      {story ? (
        <div data-answer="story">
          <Text text={story} lang={lang.value} />
        </div>
      ) : (
        <p class="quiet">{say("thread.story_none")}</p>
      )}
    </li>
  );
}
