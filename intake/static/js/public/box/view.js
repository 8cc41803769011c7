/** The opened box as the reporter sees it. Text goes in as text, never as HTML. */

import { element, find } from "../../dom.js";
import { isAboutOther } from "../../form/wording.js";
import { formatDay, joinSentences, moveTo, replaceMain, say } from "../dom.js";
import { startWording } from "../questions/wording.js";
import { describe, showLines } from "./openings.js";
import { addMessage, showAnswers, showThread } from "./thread.js";
import { startWriting } from "./writing.js";

/** @typedef {import("./opening.js").Opened} Opened */

/**
 * What the page's data file holds: words, and the questions as [label, words of the choices, 1
 * for a date or 2 for what is never shown]; `incident` is what is asked about something new, `other`
 * the questions that read differently for somebody else, `told` what rules tell of something new.
 * @typedef {{words: Record<string, string>, faults: Record<string, string>,
 *   told: Record<string, import("../questions/telling.js").Words>,
 *   incident: import("../../form/questions.js").ClientData, status: Record<string, string>,
 *   purposes: Record<string, string>, roles: Record<string, string>,
 *   questions: Record<string, [string, Record<string, string>, number]>,
 *   other: import("../questions/wording.js").Other &
 *     {questions: Record<string, [string, Record<string, string>, number]>}}} Loaded
 */

/**
 * Put the opened box in the place of the page that asked for the code.
 * @param {Opened} opened
 * @param {Loaded} all
 */
export function showBox(opened, all) {
  const main = replaceMain("opened");
  const { meta, answers } = opened;
  const { words, other } = all;
  const twins = isAboutOther(other, answers) ? other.questions : {};
  const loaded = { ...all, questions: { ...all.questions, ...twins } };
  startWording(main, other)(answers);
  find("[data-saw]", main).hidden = !meta.server_saw;
  const troubles = joinSentences(
    meta.readers === false && words.no_readers,
    opened.isUnreadable && words.unreadable,
    opened.isMissing && words.missing,
  );
  say(find("[data-trouble]", main), troubles);
  showSteps(find("[data-steps]", main), meta.steps, loaded.status);
  find("[data-active]", main).textContent = formatDay(meta.active_on);
  say(find("[data-promise]", main), answers.c_mode === "none" ? meta.reads : meta.promise);
  const thread = find("[data-thread]", main);
  showThread(thread, opened.messages, loaded);
  showAnswers(find("[data-answers]", main), answers, loaded, opened.sent);
  showLines(find("[data-openings]", main), describe(meta.openings, loaded), words);
  for (const part of ["[data-add]", "[data-write]"]) {
    find(part, main).hidden = meta.readers === false;
  }
  startWriting(find("[data-write]", main), opened, loaded, (message) => {
    addMessage(thread, message, loaded, false);
  });
  moveTo(find("h1", main));
}

/**
 * @param {HTMLElement} list
 * @param {string[]} done
 * @param {Record<string, string>} status
 */
function showSteps(list, done, status) {
  for (const [step, text] of Object.entries(status)) {
    const marks = {
      class: done.includes(step) && "done",
      "aria-current": step === done[done.length - 1] && "step",
    };
    list.append(element("li", marks, text));
  }
}
