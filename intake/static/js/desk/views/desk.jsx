/** The whole page: the bar, what is in the way, and the list with the case beside it. */

import { say } from "../../words/say.js";
import { opened } from "../state/route.js";
import { announcement, phase } from "../state/store.js";
import { Bar, Strips } from "./bar.jsx";
import { CasePane } from "./case/pane.jsx";
import { List } from "./list/list.jsx";
import { States } from "./states.jsx";

/** @param {{port: import("../keys/port.js").Port}} props */
export function Desk({ port }) {
  const open = opened.value ? "case" : "none";
  return (
    <div class="page" data-open={open}>
      <Bar />
      <div>
        <Strips port={port} />
      </div>
      <main id="main" class="desk" tabIndex={-1}>
        <h1 class="unseen">{say("shell.desk")}</h1>
        {phase.value === "ready" ? <Panes port={port} /> : <States port={port} />}
      </main>
      <p id="announce" class="unseen" role="status">
        {announcement.value}
      </p>
    </div>
  );
}

/** @param {{port: import("../keys/port.js").Port}} props */
function Panes({ port }) {
  return (
    <>
      <List port={port} />
      {opened.value && <CasePane port={port} />}
    </>
  );
}
