/** One calm sentence for whatever went wrong on the desk's page. */

import { Untrusted } from "../../crypto/case/objects.js";
import { ApiError, NoAnswer } from "../../staff/staff_api.js";
import { say, sayOf } from "../../words/say.js";
import { WorkerFailed } from "../keys/port.js";

/**
 * @param {unknown} error
 * @returns {string}
 */
export function problemWords(error) {
  if (error instanceof NoAnswer) {
    return say("problem.no_answer");
  }
  if (error instanceof ApiError) {
    return sayOf("refused", error.code) ?? (error.message || say("problem.server"));
  }
  if (error instanceof Untrusted) {
    return say("problem.untrusted", { reason: error.reason });
  }
  const tooLong = error instanceof WorkerFailed && error.code === "too_long";
  return say(tooLong ? "refused.too_large" : "problem.page");
}
