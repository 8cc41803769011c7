/** The desk: starts the worker that holds the keys, the views, and the looking for changes. */

// First, so that the libraries stand together in the bundle: gzip looks back 32 kB only.
import "preact";
import "preact/hooks";
import "@preact/signals";
import { render } from "preact";
import { find } from "../dom.js";
import { startWorker } from "../staff/session/own_worker.js";
import { openPort } from "./keys/port.js";
import { keepTyped, watchLeavingDraft } from "./state/case/drafts.js";
import { listenInCase } from "./state/case/keys.js";
import { followCase } from "./state/case/opening.js";
import { enter, showTrouble } from "./state/entering.js";
import { listenToKeys } from "./state/list/keyboard.js";
import { askMark, goOnLooking, lookNow } from "./state/list/live.js";
import { openRest } from "./state/list/loading.js";
import { watchLock } from "./state/lock.js";
import { followAddress } from "./state/route.js";
import { phase } from "./state/store.js";
import { Desk } from "./views/desk.jsx";

async function start() {
  const root = find("#desk");
  const port = openPort(() => startWorker("deskkeys"));
  watchLeavingDraft(port); // Before the lock, which empties the page as it goes.
  watchLock(port, root, keepTyped);
  followAddress();
  followCase(port);
  listenInCase(); // Before the keys of the list: in front of a case its own come first.
  listenToKeys();
  root.textContent = "";
  render(<Desk port={port} />, root);
  const mark = askMark(); // Beside unlocking: a round trip less before the first row.
  mark.catch(() => {}); // Whoever awaits it says so.
  try {
    if (await enter(port)) {
      phase.value = "ready";
      await lookNow(port, mark);
      goOnLooking(port);
      await openRest(port); // What the first look began.
    }
  } catch (error) {
    showTrouble(error);
  }
  document.documentElement.dataset.ready = "1";
}

start();
