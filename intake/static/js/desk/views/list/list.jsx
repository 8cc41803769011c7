/** The list: its names and counts, finding, how far opening has come, the rows. */

import { say } from "../../../words/say.js";
import { Links } from "../../parts/links.jsx";
import { found, limit, STEP, shown, wanted } from "../../state/list/chosen.js";
import { listing, who } from "../../state/store.js";
import { Empty, NothingFound } from "./empty.jsx";
import { Find } from "./find.jsx";
import { KeyList } from "./key_list.jsx";
import { AsideList, Lists } from "./lists.jsx";
import { OpenedWords, Opening } from "./opening.jsx";
import { Row } from "./row.jsx";

const GHOSTS = [1, 2, 3, 4, 5];

/** @param {{port: import("../../keys/port.js").Port}} props */
export function List({ port }) {
  return (
    <section
      class="list"
      data-pane="list"
      data-state="list"
      aria-label={say("list.title")}
      tabIndex={-1}
    >
      <div class="stick">
        <Lists />
        <Find />
        <KeyList />
        <Opening port={port} />
      </div>
      <Rows />
      <div class="foot">
        <OpenedWords />
        <AsideList />
        <nav class="elsewhere" aria-label={say("shell.elsewhere")}>
          <Links role={who.value?.role} rareOnly />
        </nav>
      </div>
    </section>
  );
}

function Rows() {
  if (!listing.value) {
    return <Ghosts />;
  }
  if (!found.value.length) {
    return wanted.value ? <NothingFound /> : <Empty />;
  }
  return (
    <>
      <ol class="rows">
        {shown.value.map((item) => (
          <Row key={item.row.case} item={item} />
        ))}
      </ol>
      <More />
    </>
  );
}

function More() {
  const left = found.value.length - shown.value.length;
  if (left <= 0) {
    return null;
  }
  const more = () => {
    limit.value += STEP;
  };
  return (
    <p class="more">
      <button type="button" data-does="more" onClick={more}>
        {say("rows.more", { n: Math.min(left, STEP) })}
      </button>
    </p>
  );
}

/** Rows that are not there yet. */
function Ghosts() {
  return (
    <div class="rows" aria-hidden="true">
      {GHOSTS.map((number) => (
        <div key={number} class="ghost">
          <i />
          <i />
        </div>
      ))}
    </div>
  );
}
