/** One case: a purpose first, then everything is verified, then shown; text only as text. */
import { Untrusted } from "../crypto/case/objects.js";
import { element, refill } from "../dom.js";
import { tellUnreadable } from "../staff/desk/acts.js";
import { showBanners } from "../staff/desk/banners.js";
import { showCase } from "../staff/desk/case_view.js";
import { enterDesk } from "../staff/desk/enter.js";
import { ask, confirmOwn, goOn } from "../staff/desk/first_look.js";
import { openCase } from "../staff/desk/open_case.js";
import { nextSteps, refusalOf } from "../staff/desk/refusals.js";
import { PURPOSE_WORDS, wordFor } from "../staff/labels.js";
import { problemWords } from "../staff/problems.js";
import { ApiError, getJson } from "../staff/staff_api.js";
import { onClick, place, say, showState } from "../staff/staff_dom.js";
import { wireActs } from "./case_acts.js";

/** @typedef {import("../staff/desk/enter.js").Entered} Entered */
/** @typedef {import("../staff/desk/answers_view.js").Form} Form */

/** Ask for the purpose. */
export async function casePage() {
  const entered = await enterDesk();
  if (!entered) {
    return;
  }
  const { form: address = "", case: caseId = "" } = document.body.dataset;
  const form = await getJson(address);
  for (const label of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-purpose]")
  )) {
    label.textContent = wordFor(PURPOSE_WORDS, label.dataset.purpose ?? "");
  }
  showState("purpose");
  onClick("open", () => open(caseId, form, entered));
}

/**
 * @param {string} caseId
 * @param {Form} form
 * @param {Entered} entered
 */
async function open(caseId, form, entered) {
  const chosen = document.querySelector('[name="purpose"]:checked');
  if (!(chosen instanceof HTMLInputElement)) {
    say("purpose-problem", "Choose a purpose. It is written to the log.");
    return;
  }
  say("purpose-problem", "");
  showState("loading");
  try {
    await show(chosen.value, caseId, form, entered);
  } catch (error) {
    showProblem(error);
  }
}

/**
 * @param {string} purpose
 * @param {string} caseId
 * @param {Form} form
 * @param {Entered} entered
 */
async function show(purpose, caseId, form, { unlocked, state }) {
  let released = await ask(caseId, purpose);
  let opened;
  try {
    if (!released.meta.whole) {
      released = await goOn(released, caseId, purpose, unlocked, state.walk);
    }
    opened = await openCase(released, caseId, unlocked, state.walk);
  } catch (error) {
    if (!(error instanceof Untrusted)) {
      throw error;
    }
    await showUnreadable(caseId, released.meta.level, error.reason);
    return;
  }
  await confirmOwn(opened, unlocked);
  showCase(opened, form);
  const findings = showBanners(opened, form, state.walk);
  wireActs(opened, unlocked, state.walk, purpose);
  showState("case");
  await tellFindings(caseId, findings);
}

/**
 * Log every difference; the page says whether that worked.
 * @param {string} caseId
 * @param {{code: string, object: string | null}[]} findings
 */
async function tellFindings(caseId, findings) {
  try {
    for (const { code, object } of findings) {
      await tellUnreadable(caseId, code, object);
    }
    say("findings-logged", findings.length ? "It is written to the access log." : "");
  } catch {
    say("findings-logged", "It could not be written to the log: tell the auditor yourself.");
  }
}

/**
 * @param {string} caseId
 * @param {string} level
 * @param {string} reason
 */
async function showUnreadable(caseId, level, reason) {
  const { what, means } = refusalOf(reason);
  say("unreadable-what", what);
  say("unreadable-means", means);
  say("unreadable-code", reason);
  refill(place("unreadable-next"), ...nextSteps(level).map((step) => element("li", {}, step)));
  showState("unreadable");
  try {
    await tellUnreadable(caseId, reason, null);
    say("unreadable-logged", "It is written to the access log.");
  } catch {
    say("unreadable-logged", "It could not be written to the log: tell the auditor yourself.");
  }
}

/** @param {unknown} error */
function showProblem(error) {
  if (error instanceof ApiError && error.status === 404) {
    showState("gone");
    return;
  }
  say("failed-reason", problemWords(error));
  onClick("reload", () => location.reload());
  showState("failed");
}
