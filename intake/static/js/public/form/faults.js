/** What keeps answers from being sent, and saying it above its question. */

import { find } from "../../dom.js";
import { checkAnswers } from "../../form/questions.js";
import { own } from "../../own.js";
import { fill, say } from "../dom.js";
import { askBack } from "../questions/asking.js";
import { fieldToMend, showLimit, tie } from "../questions/fields.js";

/** @typedef {import("../../form/conditions.js").Answers} Answers */
/** @typedef {[string, string]} Fault question id and code */

/**
 * @param {HTMLElement} root
 * @param {import("./steps.js").Loaded} loaded
 * @param {HTMLElement} problem where it is said
 */
export function startFaults(root, { data, words, faults }, problem) {
  /** @type {Record<string, unknown>} */
  const askedBack = {};
  return {
    /**
     * @param {Answers} answers hidden ones dropped
     * @param {boolean} isEarly on the way, "at least one of these" may still be answered later
     * @param {Readonly<Record<string, unknown>>} [before] what was asked back about already
     * @returns {Fault[]}
     */
    of(answers, isEarly, before = askedBack) {
      const now = Math.floor(Date.now() / 1000);
      return Object.entries(checkAnswers(data, answers, before, now)).filter(
        ([id, code]) => !(isEarly && code === "required" && data.one_of.includes(id)),
      );
    },

    /**
     * Say it above its question and lead to the field, both in sight between the bars.
     * @param {Fault} fault
     * @param {Answers} given as they stand in the page
     */
    complain([id, code], given) {
      const part = find(`#q-${id}`, root);
      const answer = own(given, id);
      const isMinimum = data.one_of.includes(id) && code === "required";
      const n = showLimit(part, data.questions[id].m, answer, words);
      part.before(problem);
      askedBack[id] = answer;
      const fault = askBack(fill(faults[code], { n }), data.dates, answer);
      say(problem, ...(isMinimum ? [words.minimum] : fault));
      tie(part, problem);
      fieldToMend(part, code).focus({ preventScroll: true });
      problem.scrollIntoView();
    },
  };
}
