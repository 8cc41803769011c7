/** The staff bundle: starts what the page needs, and locks it when it must. */

import { missingWords } from "../staff/missing.js";
import { problemWords } from "../staff/problems.js";
import { Stopped } from "../staff/roster/remembered.js";
import { deskNumber } from "../staff/roster/roster_state.js";
import { lockAll, watchIdle } from "../staff/session/idle.js";
import { Locked } from "../staff/session/session.js";
import { onClick, place, say, sayNumber, showState } from "../staff/staff_dom.js";
import { isAboutVault, stopText } from "../staff/stops.js";
import { adminPage } from "./admin/admin.js";
import { vouchingPage } from "./admin/vouching.js";
import { witnessesPage } from "./admin/witnesses.js";
import { answeringPage } from "./answering.js";
import { findingsPage } from "./auditor/findings.js";
import { inquiriesPage } from "./auditor/inquiries.js";
import { namesPage } from "./auditor/names.js";
import { statementsPage } from "./auditor/statements.js";
import { enrolPage } from "./auth/enrol.js";
import { languagePage } from "./auth/language.js";
import { signInPage } from "./auth/sign_in.js";
import { waitingPage } from "./auth/waiting.js";
import { exportsPage } from "./exports.js";
import { noticesPage } from "./notices.js";
import { overviewPage } from "./overview.js";
import { peoplePage } from "./people/people.js";

/** @type {Readonly<Record<string, () => unknown>>} */
const PAGES = {
  "sign-in": signInPage,
  enrol: enrolPage,
  waiting: waitingPage,
  language: languagePage,
  notices: noticesPage,
  exports: exportsPage,
  overview: overviewPage,
  people: peoplePage,
  admin: adminPage,
  witnesses: witnessesPage,
  vouching: vouchingPage,
  audit: findingsPage,
  names: namesPage,
  inquiries: inquiriesPage,
  answering: answeringPage,
  statements: statementsPage,
};

async function start() {
  const missing = missingWords();
  document.getElementById("stuck")?.remove();
  if (missing) {
    say("missing", missing);
    place("missing").hidden = false;
    document.getElementById("sign-in")?.setAttribute("hidden", ""); // Nothing would take what is typed.
  } else {
    await startPage();
  }
  document.documentElement.dataset.ready = "1";
}

async function startPage() {
  const minutes = document.querySelector('meta[name="idle"]')?.getAttribute("content");
  if (minutes) {
    watchIdle(Number(minutes));
    const lock = /** @type {HTMLButtonElement} */ (document.getElementById("lock"));
    lock.disabled = false;
    for (const each of [lock, ...lockInDialogs(lock)]) {
      each.addEventListener("click", () => lockAll("asked"));
    }
  }
  try {
    await PAGES[document.body.dataset.page ?? ""]?.();
  } catch (error) {
    await showFailure(error);
  }
}

/**
 * Put *Lock* into every dialog as well: an open one covers the rest of the page.
 * @param {HTMLButtonElement} lock
 * @returns {HTMLButtonElement[]}
 */
function lockInDialogs(lock) {
  return [...document.querySelectorAll("dialog .actions")].map((actions) => {
    const copy = /** @type {HTMLButtonElement} */ (lock.cloneNode(true));
    copy.removeAttribute("id");
    actions.append(copy);
    return copy;
  });
}

/** @param {unknown} error */
async function showFailure(error) {
  if (error instanceof Locked) {
    lockAll("lost");
  } else if (error instanceof Stopped) {
    await showStop(error);
  } else {
    say("failed-reason", problemWords(error));
    onClick("reload", () => location.reload());
    showState("failed");
  }
}

/** @param {Stopped} stopped */
async function showStop({ reason, memory }) {
  const text = stopText(reason, memory);
  say("stop-title", text.title);
  say("stop-reason", text.reason);
  say("stop-memory", text.memory);
  place("list-steps").hidden = isAboutVault(reason);
  place("vault-steps").hidden = !isAboutVault(reason);
  place("remembered").hidden = !memory.pin;
  if (memory.pin) {
    say("pin-version", String(memory.pin.version));
    say("pin-hash", memory.pin.roster);
    sayNumber("stop-number", await deskNumber(memory.pin));
  }
  showState("stopped");
}

start();
