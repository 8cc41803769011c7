/**
 * Locking, in every tab at once: at the button, after a while without a touch, or when the server
 * says that the session is over (DESIGN, "Unlocked keys in the browser").
 */

import { getJson, onSessionOver, sendJson } from "../staff_api.js";
import { forgetSession } from "./session.js";
import { hearTabs, tellTabs } from "./tabs.js";

const CHECK_MS = 5_000;
const TOLD_MS = 5_000; // At most one word to the other tabs in this time.
const PING_MS = 60_000; // The server counts requests; reading and typing are none.
const SIGN_OUT_MS = 2_000; // Longer than that nobody waits before an empty page.
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"];
const SIGN_IN = "/sign-in";

/** @type {Set<() => void>} */
const beforeLock = new Set();
let locking = false;

/**
 * Do something before the page is emptied, such as revoking an object URL.
 * @param {() => void} act
 */
export function onLock(act) {
  beforeLock.add(act);
}

/**
 * Watch this page until it goes.
 * @param {number} minutes without a touch in any tab
 */
export function watchIdle(minutes) {
  const watch = { last: Date.now(), told: 0, asked: Date.now() };
  hearTabs((message) => {
    if (message.touched) {
      watch.last = Date.now();
    } else if (message.locked) {
      leave(message.locked);
    }
  });
  for (const name of TOUCHES) {
    document.addEventListener(name, () => noteTouch(watch), { capture: true, passive: true });
  }
  const check = () => {
    if (Date.now() - watch.last > minutes * 60_000) {
      lockAll("idle");
    }
  };
  setInterval(check, CHECK_MS);
  // Timers sleep with the machine; the first moment awake counts.
  document.addEventListener("visibilitychange", check);
  onSessionOver(() => lockAll("over"));
  watchLeaving();
}

/**
 * End the session and lock every tab.
 * @param {"idle" | "asked" | "over" | "lost"} reason
 */
export async function lockAll(reason) {
  if (locking) {
    return;
  }
  tellTabs({ locked: reason });
  wipePage(reason);
  if (reason !== "over") {
    const patience = new Promise((resolve) => setTimeout(resolve, SIGN_OUT_MS));
    // Without an answer the server's own clock ends the session.
    await Promise.race([sendJson("POST", "/sign-out").catch(() => {}), patience]);
  }
  location.replace(SIGN_IN);
}

/** @param {{last: number, told: number, asked: number}} watch */
function noteTouch(watch) {
  watch.last = Date.now();
  if (watch.last - watch.told > TOLD_MS) {
    watch.told = watch.last;
    tellTabs({ touched: "1" });
  }
  if (watch.last - watch.asked > PING_MS) {
    watch.asked = watch.last;
    getJson("/session/half").catch(() => {}); // A session that is over locks through staff_api.
  }
}

/** @param {string} reason */
function leave(reason) {
  if (!locking) {
    wipePage(reason);
    location.replace(SIGN_IN);
  }
}

/** @param {string} reason */
function wipePage(reason) {
  locking = true;
  emptyPage();
  forgetSession(reason);
}

function emptyPage() {
  for (const act of beforeLock) {
    act();
  }
  document.body.textContent = "";
}

/** A page that is left keeps nothing readable, and one that comes back is loaded again. */
function watchLeaving() {
  addEventListener("pagehide", emptyPage);
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      location.reload();
    }
  });
}
