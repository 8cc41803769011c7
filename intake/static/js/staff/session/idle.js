/**
 * Locking, in every tab at once: at the button, after a while without a touch, or when the server
 * says that the session is over (DESIGN, "Unlocked keys in the browser").
 */

import { SIGN_IN } from "../../words/en/staff/language.js";
import { getJson, onSessionOver, sendJson } from "../staff_api.js";
import { forgetSession } from "./session.js";
import { hearTabs, tellTabs } from "./tabs.js";

const CHECK_MS = 5_000;
const TOLD_MS = 5_000; // At most one word to the other tabs in this time.
const PING_MS = 60_000; // The server counts requests; reading and typing are none.
const PATIENCE_MS = 2_000; // Longer than that nobody waits for either, before an empty page.
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"];

/** @type {Set<(goes: boolean) => unknown>} */
const beforeLock = new Set();
let locking = false;

/**
 * Do something before the page is emptied, such as revoking an object URL. What it returns is waited
 * for, for a moment, before the session ends; not where the page goes (`goes`).
 * @param {(goes: boolean) => unknown} act
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
  await wipePage(reason);
  if (reason !== "over") {
    // Without an answer the server's own clock ends the session.
    await briefly(sendJson("POST", "/sign-out"));
  }
  location.replace(SIGN_IN);
}

/** @param {Promise<unknown>} promise */
function briefly(promise) {
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  return Promise.race([promise.catch(() => {}), patience]);
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
async function leave(reason) {
  if (!locking) {
    await wipePage(reason);
    location.replace(SIGN_IN);
  }
}

/**
 * Empty the page at once, and wait for what was typed a moment ago to be kept.
 * @param {string} reason
 */
function wipePage(reason) {
  locking = true;
  const last = emptyPage(false);
  forgetSession(reason);
  return briefly(last);
}

/** @param {boolean} goes */
function emptyPage(goes) {
  const last = [...beforeLock].map((act) => act(goes));
  document.body.textContent = "";
  return Promise.all(last);
}

/** A page that is left keeps nothing readable, and one that comes back is loaded again. */
function watchLeaving() {
  addEventListener("pagehide", () => emptyPage(true));
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      location.reload();
    }
  });
}
