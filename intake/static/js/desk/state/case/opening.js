/**
 * Opening a case and leaving it. A purpose is stated once for a case and a visit; every opening is an
 * entry of the access log all the same, and what differs from the row is told to the log.
 */

import { effect } from "@preact/signals";
import { Untrusted } from "../../../crypto/case/objects.js";
import { ApiError, getJson, sendForParts } from "../../../staff/staff_api.js";
import { learn } from "../../../words/say.js";
import { doAct } from "../../data/case/acts.js";
import { forgetSealed } from "../../data/case/sending.js";
import { tellUnreadable } from "../../data/case/telling.js";
import { requireLetters } from "../../data/letters.js";
import { problemWords } from "../../model/problems.js";
import { examine } from "../../model/report/findings.js";
import { requirePeople, showTrouble, walkPeople } from "../entering.js";
import { openRest } from "../list/loading.js";
import { findByWords } from "../list/read.js";
import { keepOpened } from "../list/remembering.js";
import { opened as address } from "../route.js";
import { people, phase, today } from "../store.js";
import * as current from "./current.js";
import { forgetDraft, restoreDraft } from "./drafts.js";
import { noteListed } from "./listed.js";
import { keepPromises } from "./promises.js";

/** @typedef {import("../../keys/port.js").Port} Port */
/** @typedef {import("../../keys/case/opening.js").Readable} Readable */

const NAMING = ["c_avoid", "c_interp"]; // Answers that may name somebody of the desk.

/**
 * Follow the address: leave the case before, and open what was opened in this visit already.
 * @param {Port} port
 */
export function followCase(port) {
  let last = "";
  effect(() => {
    if (current.open.value) {
      findByWords(current.open.value); // Also what was written since.
    }
  });
  effect(() => {
    const caseId = phase.value === "ready" ? address.value : "";
    if (caseId === last) {
      return;
    }
    const before = last;
    last = caseId;
    queueMicrotask(() => changeCase(port, before, caseId));
  });
}

/**
 * @param {Port} port
 * @param {string} before
 * @param {string} caseId
 */
async function changeCase(port, before, caseId) {
  if (before) {
    forgetSealed();
    await forgetDraft(port);
    forgetKeys(port, before);
  }
  current.emptyCase();
  current.place.value = current.atPlace("purpose");
  const purpose = current.purposes.value.get(caseId);
  if (caseId && purpose) {
    await openCase(port, caseId, purpose);
  }
}

/** Have the keys of a case overwritten. @param {Port} port @param {string} caseId */
export function forgetKeys(port, caseId) {
  port.ask("closeCase", { case: caseId }).catch(() => {});
}

/**
 * Open a case: walk the list of people, state the purpose, verify everything, compare.
 * @param {Port} port
 * @param {string} caseId
 * @param {string} purpose
 */
export async function openCase(port, caseId, purpose) {
  current.place.value = current.atPlace("loading");
  try {
    if (!(await walkPeople(port))) {
      return;
    }
    await loadForm();
    await show(port, caseId, await release(port, caseId, purpose));
    current.purposes.value = new Map([...current.purposes.value, [caseId, purpose]]);
  } catch (error) {
    await showRefusal(caseId, error);
  }
}

/** Load the form once: questions, rules, and words for codes. */
async function loadForm() {
  if (!current.form.value) {
    const [form] = await Promise.all([
      getJson(document.body.dataset.form ?? ""),
      requireLetters(), // The stop word is found however it is written.
    ]);
    learn(form.words);
    current.form.value = form;
  }
}

/**
 * Open the case again that is open: something is newer than what is shown. What was typed stays.
 * @param {Port} port
 * @throws what requests and the worker throw
 */
export async function openAgain(port) {
  const caseId = current.open.value?.case ?? "";
  const purpose = current.purposes.value.get(caseId) ?? "";
  await requirePeople(port);
  await show(port, caseId, await release(port, caseId, purpose), false);
}

/**
 * Release and read; where nobody is named whom the case is kept from, say so and read the rest.
 * @param {Port} port
 * @param {string} caseId
 * @param {string} purpose
 * @returns {Promise<{readable: Readable, draft: Uint8Array | undefined}>}
 */
async function release(port, caseId, purpose) {
  const ask = async () => {
    const released = await sendForParts(`/desk/${caseId}/open`, { purpose });
    const readable = await port.ask("openCase", { case: caseId, released });
    return { readable, draft: released.parts.get("draft") };
  };
  const first = await ask();
  const { contact, meta } = first.readable;
  const answers = /** @type {Record<string, unknown>} */ (contact.body.answers);
  if (meta.whole !== false || NAMING.some((name) => answers[name] !== undefined)) {
    return first;
  }
  const nobody = { members: [], named: false, unsure: false };
  await doAct(port, first.readable, "exclude", nobody, today.value);
  return ask();
}

/**
 * @param {Port} port
 * @param {string} caseId
 * @param {{readable: Readable, draft: Uint8Array | undefined}} released
 * @param {boolean} [isFirst] whether a draft may take the place of what is being written
 */
async function show(port, caseId, { readable, draft }, isFirst = true) {
  if (address.value !== caseId) {
    forgetKeys(port, caseId);
    return; // Somebody has gone on meanwhile: nothing of it may be shown.
  }
  if (isFirst) {
    await restoreDraft(port, caseId, draft);
  }
  const form = current.form.value;
  const found =
    readable.report && form
      ? examine(readable, form, people.value?.recipients ?? [], Math.floor(Date.now() / 1000))
      : { banners: [], findings: [] };
  current.open.value = readable;
  current.banners.value = found.banners;
  current.place.value = current.atPlace("open");
  noteListed(caseId, readable.meta);
  if (form) {
    // After the summaries that are being opened, or theirs would take its place.
    openRest(port)
      .then(() => keepOpened(port, readable, form))
      .catch(() => {}); // What is not kept is learned anew.
  }
  await tellFindings(caseId, found.findings);
  await keepPromises(port);
}

/**
 * Log every difference; the page says whether that worked.
 * @param {string} caseId
 * @param {import("../../model/report/findings.js").Finding[]} findings
 */
async function tellFindings(caseId, findings) {
  current.logged.value = null;
  try {
    for (const { code, object } of findings) {
      await tellUnreadable(caseId, code, object);
      current.logged.value = true;
    }
  } catch {
    current.logged.value = false;
  }
}

/**
 * @param {string} caseId
 * @param {unknown} error
 */
async function showRefusal(caseId, error) {
  if (error instanceof Untrusted) {
    const shown = current.atPlace("unreadable", error.reason);
    current.place.value = shown;
    const wasLogged = await tellUnreadable(caseId, error.reason, null).then(
      () => true,
      () => false,
    );
    current.place.value = { ...shown, logged: wasLogged };
  } else if (error instanceof ApiError && error.status === 404) {
    current.place.value = current.atPlace("gone");
  } else if (error instanceof ApiError || phase.value === "ready") {
    current.place.value = current.atPlace("failed", problemWords(error));
  } else {
    showTrouble(error);
  }
}
