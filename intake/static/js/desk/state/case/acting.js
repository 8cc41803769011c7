/**
 * Doing something to the open case: one act at a time, said when it is done, and with a sentence for
 * every refusal. What was typed stays until the server has it.
 */

import { LEVELS, PAUSE_LEVEL } from "../../../generated/lists.js";
import { ApiError } from "../../../staff/staff_api.js";
import { say, sayOf } from "../../../words/say.js";
import { doAct } from "../../data/case/acts.js";
import { problemWords } from "../../model/problems.js";
import { keepFocus } from "../focus.js";
import { lookNow } from "../list/live.js";
import { today } from "../store.js";
import { atPlace, busy, done, emptyCase, open, place, problem, sheet } from "./current.js";
import { drop, words } from "./drafts.js";
import { noteListed } from "./listed.js";
import { forgetKeys, openAgain } from "./opening.js";
import { keepPromises } from "./promises.js";

/** @typedef {import("../../keys/port.js").Port} Port */
/** @typedef {import("../../keys/case/opening.js").Readable} Readable */
/** @typedef {import("../../data/case/sending.js").Done} Done */

/** The reason for a pause of which the case must be urgent. */
export const UNSAFE = "unsafe_to_contact";
/** After these the case is not as it was shown: it is opened again, and shown as it is. */
const MOVED = [
  "newer",
  "changed",
  "taken",
  "unread",
  "proposed",
  "proposal",
  "on_it",
  "paused",
  "raise_first",
  "unanswered",
  "unconfirmed",
  "desk_key_there",
];

/**
 * Do an act; buttons are still while it is under way.
 * @param {Port} port
 * @param {string} act its name, as the buttons carry it
 * @param {(opened: Readable) => Promise<Done>} send
 * @returns {Promise<boolean>} whether it was done
 */
export async function perform(port, act, send) {
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
    done.value = sayOf("done", act) ?? say("done.other");
    if (sheet.value === shown) {
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
 * Do an act that is a frame of its own; words that were typed to it are no draft any more.
 * @param {Port} port
 * @param {import("../../data/case/acts.js").FrameAct} act
 * @param {Record<string, any>} body without the day and the words
 * @param {string} [field] in which the words were typed, if there are any
 * @returns {Promise<boolean>} whether it was done
 */
export async function write(port, act, body, field) {
  const whole = field ? { ...body, words: words(field).trim() } : body;
  const isDone = await perform(port, act, async (opened) => {
    if (act === "pause" && body.reason === UNSAFE && isBelowRaised(opened.meta.level)) {
      await raise(port, opened);
    }
    return doAct(port, opened, act, whole, today.value);
  });
  if (isDone && field) {
    await drop(port, field);
  }
  return isDone;
}

/**
 * Where contact is unsafe the case is urgent before it is paused, whatever showed that: so the log tells
 * a stop word from nothing else.
 * @param {Port} port
 * @param {Readable} opened
 */
async function raise(port, opened) {
  const body = {
    from: opened.meta.level,
    to: PAUSE_LEVEL[UNSAFE],
    reason: "new_information",
  };
  await takeOver(port, opened, await doAct(port, opened, "level", body, today.value));
}

/** @param {string} level @returns {boolean} whether a case is less urgent than unsafe contact makes it */
export function isBelowRaised(level) {
  return LEVELS.indexOf(level) > LEVELS.indexOf(PAUSE_LEVEL[UNSAFE]);
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
  forgetKeys(port, caseId);
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
