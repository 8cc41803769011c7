/**
 * Doing something to the open case: one act at a time, said when it is done, and with a sentence for
 * every refusal. What was typed stays until the server has it.
 */

import { ApiError } from "../../../staff/staff_api.js";
import { sayOf } from "../../../words/say.js";
import { problemWords } from "../../model/problems.js";
import { keepFocus } from "../focus.js";
import { lookNow } from "../live.js";
import { today } from "../store.js";
import { atPlace, busy, done, emptyCase, open, place, problem, sheet } from "./current.js";
import { noteListed } from "./listed.js";
import { openAgain } from "./opening.js";
import { keepPromises } from "./promises.js";

/** @typedef {import("../../keys/port.js").Port} Port */
/** @typedef {import("../../keys/case/opening.js").Readable} Readable */
/** @typedef {import("../../data/case/acts.js").Done} Done */

/** After these the case is not as it was shown: it is opened again, and shown as it is. */
const MOVED = [
  "newer",
  "changed",
  "taken",
  "unread",
  "proposed",
  "proposal",
  "on_it",
  "unanswered",
  "unconfirmed",
  "desk_key_there",
];

/**
 * Do an act; buttons are still while it is under way.
 * @param {Port} port
 * @param {string} act its name, as the buttons carry it
 * @param {(opened: Readable) => Promise<Done>} send
 * @param {{keepSheet?: boolean}} [options]
 * @returns {Promise<boolean>} whether it was done
 */
export async function perform(port, act, send, { keepSheet = false } = {}) {
  const opened = open.value;
  if (busy.value || !opened) {
    return false;
  }
  const shown = sheet.value;
  busy.value = act;
  problem.value = { act: "", words: "" };
  done.value = "";
  try {
    await takeOver(port, opened, await send(opened));
    done.value = sayOf("done", act) ?? "";
    if (!keepSheet && sheet.value === shown) {
      sheet.value = ""; // Another one that was opened meanwhile stays.
    }
    return true;
  } catch (error) {
    problem.value = { act, words: problemWords(error) };
    await showAsItIs(port, error);
    return false;
  } finally {
    busy.value = "";
    keepFocus(`[data-does="${act}"]`, "[data-pane=case]");
    lookNow(port);
  }
}

/**
 * Show the case as it is after an act: what the server answers, and what was written, read again.
 * @param {Port} port
 * @param {Readable} opened
 * @param {Done} given
 */
async function takeOver(port, opened, { state, sealed }) {
  if (sealed) {
    const row = { ...sealed.row, received_on: String(state.received_on ?? today.value) };
    const written = await port.ask("readWritten", { case: opened.case, row, file: sealed.file });
    Object.assign(opened, written);
  }
  if (Object.keys(state).length === 0) {
    closeForMe(port, opened.case);
    return;
  }
  const answered =
    sealed?.row.kind === "message" ? { answered: opened.meta.said, waiting_on: null } : {};
  const { received_on: _, ...told } = state;
  const whole = opened.meta.whole === false && told.whole;
  const next = { ...opened, meta: { ...opened.meta, ...answered, ...told } };
  if (open.value?.case !== opened.case) {
    return;
  }
  open.value = next;
  noteListed(next.case, next.meta);
  if (whole || needsOpening(opened.meta, told)) {
    await openAgain(port);
  } else {
    await keepPromises(port);
  }
}

/**
 * Who named themselves as somebody the case is kept from has it open no longer.
 * @param {Port} port
 * @param {string} caseId
 */
function closeForMe(port, caseId) {
  port.ask("closeCase", { case: caseId }).catch(() => {});
  emptyCase();
  place.value = atPlace("gone");
}

/**
 * Whoever takes a case holds its notes from then on, with a key file of their own.
 * @param {any} before
 * @param {any} after
 */
function needsOpening(before, after) {
  const moved = (/** @type {string} */ place) =>
    after[place] !== undefined && after[place] !== before[place];
  return moved("assignee") || moved("cover");
}

/**
 * @param {Port} port
 * @param {unknown} error
 */
async function showAsItIs(port, error) {
  if (error instanceof ApiError && MOVED.includes(error.code)) {
    const told = problem.value;
    await openAgain(port).catch((again) => {
      problem.value = { act: told.act, words: `${told.words} ${problemWords(again)}` };
    });
  }
}
