/** Saying until which day somebody is away: a day, and no reason. */

import { sendJson } from "../staff/staff_api.js";
import { attempt, input, onClick } from "../staff/staff_dom.js";

/**
 * Wire the field and its two buttons.
 * @param {() => Promise<void>} show what is so afterwards
 * @param {() => string | null} whose account id; null for one's own
 */
export function wireAbsence(show, whose) {
  const say = async (/** @type {string | null} */ until) => {
    await sendJson("POST", "/desk/away", { account: whose(), until });
    await show();
  };
  onClick("away", () => attempt("away-problem", () => say(input("away_until").value)));
  onClick("back", () => attempt("away-problem", () => say(null)));
}
