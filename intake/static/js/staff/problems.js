/**
 * One calm sentence for whatever went wrong.
 */
import { Untrusted } from "../crypto/case/objects.js";
import { words, wordsOf } from "../words/say_staff.js";
import { ApiError, NoAnswer } from "./staff_api.js";
import { isStop, stopWords } from "./stops.js";

/** This person cannot do this; the message is for them. */
export class NotPossible extends Error {}

/**
 * @param {unknown} error
 * @returns {string}
 */
export function problemWords(error) {
  if (error instanceof NoAnswer) {
    return words("trouble.no_answer");
  }
  if (error instanceof NotPossible) {
    return error.message;
  }
  if (error instanceof ApiError) {
    return refusalWords(error);
  }
  if (error instanceof Untrusted) {
    return words("trouble.unopened", { reason: error.reason });
  }
  return words("trouble.page");
}

/** @param {ApiError} error */
function refusalWords({ code, message }) {
  const known = wordsOf("refused", code);
  if (known || !isStop(code)) {
    return known ?? (message || words("refusal.other"));
  }
  return words("refusal.list", { why: stopWords(code) });
}
