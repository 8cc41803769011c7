/** The pane of the open case: a purpose first, then everything that verified, or why nothing is shown. */

import { useEffect, useRef } from "preact/hooks";
import { say } from "../../../words/say.js";
import { shortId } from "../../model/list/items.js";
import { Loading } from "../../parts/loading.jsx";
import { open, place, sheet } from "../../state/case/current.js";
import { keepFocus } from "../../state/focus.js";
import { opened as address } from "../../state/route.js";
import { Sheet } from "./acts/sheet.jsx";
import { CaseBar } from "./bar.jsx";
import { Body } from "./body.jsx";
import { Failed, Gone, Unreadable } from "./closed.jsx";
import { Purpose } from "./purpose.jsx";
import { Screening } from "./screening.jsx";

/** @typedef {import("../../keys/port.js").Port} Port */

/** @param {{port: Port}} props */
export function CasePane({ port }) {
  const { at } = place.value;
  const opened = open.value;
  const shown = at === "open" && opened ? opened : null;
  const pane = useFocus(address.value, at);
  return (
    <article
      ref={pane}
      class="case"
      data-pane="case"
      data-state={shown ? "case" : at}
      data-unsealed={shown ? "" : undefined}
      data-case-open={address.value}
      aria-label={say("case.title", { id: shortId(address.value) })}
      tabIndex={-1}
    >
      {shown ? <Open port={port} opened={shown} /> : <NotOpen port={port} />}
    </article>
  );
}

/**
 * What is opened from the list has the keys; with its end they are at its row again. A page that was
 * loaded just now keeps them at its beginning.
 * @param {string} caseId
 * @param {string} at
 */
function useFocus(caseId, at) {
  const pane = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (document.activeElement !== document.body) {
      pane.current?.focus();
    }
    return () => keepFocus(`[data-case="${caseId}"]`);
  }, [caseId]);
  useEffect(() => {
    if (at !== "purpose") {
      keepFocus("[data-pane=case]");
    }
  }, [at]);
  return pane;
}

/** @param {{port: Port, opened: import("../../keys/case/opening.js").Readable}} props */
function Open({ port, opened }) {
  return (
    <>
      <CaseBar port={port} />
      <Inside port={port} opened={opened} />
    </>
  );
}

/** @param {{port: Port, opened: import("../../keys/case/opening.js").Readable}} props */
function Inside({ port, opened }) {
  if (opened.meta.whole === false) {
    return <Screening port={port} opened={opened} />;
  }
  return sheet.value ? <Sheet port={port} opened={opened} /> : <Body port={port} opened={opened} />;
}

/** @param {{port: Port}} props */
function NotOpen({ port }) {
  const views = {
    purpose: () => <Purpose port={port} />,
    loading: () => <Loading />,
    open: () => <Loading />,
    unreadable: () => <Unreadable />,
    gone: () => <Gone />,
    failed: () => <Failed port={port} />,
  };
  return views[place.value.at]();
}
