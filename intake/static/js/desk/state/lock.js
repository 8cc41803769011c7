/**
 * Locking the desk (DESIGN, "Unlocked keys in the browser"): the state is emptied, the views go, the
 * body is emptied, the session is forgotten; the worker ends with its keys as soon as the last words
 * that were typed are sealed and kept, at once where the page goes; the page is replaced. It is never a
 * route: a node that something still holds would keep its text.
 */

import { render } from "preact";
import { lockAll, onLock, watchIdle } from "../../staff/session/idle.js";
import { clearKept } from "./kept.js";

const TWICE_MS = 800; // Between the two presses of Esc.

/** @typedef {import("../keys/port.js").Port} Port */

/**
 * @param {Port} port
 * @param {Element} root that the views stand in
 * @param {(port: Port) => Promise<void>} keepTyped keeps what stands in the fields now
 */
export function watchLock(port, root, keepTyped) {
  onLock((goes) => {
    const last = goes ? undefined : keepTyped(port);
    clearKept();
    render(null, root);
    return last ? last.then(port.close) : port.close();
  });
  const minutes = document.querySelector('meta[name="idle"]')?.getAttribute("content");
  watchIdle(Number(minutes));
  watchEscape();
}

/** Lock because somebody asked for it. */
export function lockNow() {
  lockAll("asked");
}

/** Esc twice locks from anywhere; a press that ends a composition is none. */
function watchEscape() {
  let last = Number.NEGATIVE_INFINITY;
  const listen = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing || event.key !== "Escape" || event.repeat) {
      return;
    }
    if (event.timeStamp - last < TWICE_MS) {
      lockNow();
    }
    last = event.timeStamp;
  };
  addEventListener("keydown", listen, { capture: true });
}
