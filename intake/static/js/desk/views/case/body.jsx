/** The open case between its bar and the end of the page: tabs, what is asked, the panel, the rail. */

import { say } from "../../../words/say.js";
import { notesOf } from "../../model/case/thread.js";
import { banners, done, logged, tab } from "../../state/case/current.js";
import { thread } from "../../state/case/seen.js";
import { Asked } from "./asked.jsx";
import { Halt } from "./halt.jsx";
import { Rail } from "./reading/rail.jsx";
import { Report } from "./reading/report.jsx";
import { Thread } from "./reading/thread.jsx";
import { Composer } from "./writing/composer.jsx";
import { Notes } from "./writing/notes.jsx";

/** @typedef {import("../../keys/port.js").Port} Port */
/** @typedef {import("../../keys/case/opening.js").Readable} Readable */
/** @typedef {import("../../state/case/current.js").Tab} Tab */

/** @param {{port: Port, opened: Readable}} props */
export function Body({ port, opened }) {
  return (
    <div class="body railed">
      <div class="talk">
        <Tabs opened={opened} />
        <div class="above">
          <Halt opened={opened} />
          <Banners />
          <Asked port={port} opened={opened} />
          <p role="status" class="told" data-says="done">
            {done.value}
          </p>
        </div>
        <Panel port={port} opened={opened} />
      </div>
      <Rail opened={opened} />
    </div>
  );
}

/** @param {{port: Port, opened: Readable}} props */
function Panel({ port, opened }) {
  const views = {
    messages: () => (
      <>
        <Thread port={port} opened={opened} />
        <Composer port={port} opened={opened} />
      </>
    ),
    notes: () => <Notes port={port} opened={opened} />,
    report: () => <Report opened={opened} />,
    times: () => <Rail opened={opened} shown />,
  };
  return views[tab.value]();
}

/** @param {{opened: Readable}} props */
function Tabs({ opened }) {
  const fresh = thread.value.fresh.filter(({ fresh: isFresh }) => isFresh).length;
  const notes = notesOf(opened.items).length;
  return (
    <nav class="tabs" aria-label={say("case.in")}>
      <TabButton name="messages">
        {fresh > 0 && (
          <span class="n fresh">
            {fresh}
            <span class="unseen"> {say("tab.new")}</span>
          </span>
        )}
      </TabButton>
      <TabButton name="notes">{notes > 0 && <span class="n">{notes}</span>}</TabButton>
      <TabButton name="report" />
      <TabButton name="times" look="narrow" />
    </nav>
  );
}

/** @param {{name: Tab, look?: string, children?: import("preact").ComponentChildren}} props */
function TabButton({ name, look, children }) {
  const choose = () => {
    tab.value = name;
  };
  return (
    <button
      type="button"
      class={look}
      data-tab={name}
      aria-current={tab.value === name ? "true" : undefined}
      onClick={choose}
    >
      {say(`tab.${name}`)} {children}
    </button>
  );
}

/** What must be known before anything else is read. */
function Banners() {
  return (
    <>
      {banners.value.map(({ look, title, lines }) => (
        <details key={title} class={`notice ${look}`} data-banner={look} open={look === "bad"}>
          <summary>
            <b>{title}</b>
          </summary>
          {lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </details>
      ))}
      <p class="quiet small" role="status" data-says="findings-logged">
        {logged.value !== null && say(logged.value ? "unreadable.logged" : "unreadable.unlogged")}
      </p>
    </>
  );
}
