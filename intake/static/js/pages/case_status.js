/** Moving a case to another status, with a reason. */

import { element, find, refill } from "../dom.js";
import { changeStatus } from "../staff/desk/acts.js";
import { STATUS_REASON_WORDS, STATUS_WORDS, wordFor } from "../staff/labels.js";
import { input, place, say } from "../staff/staff_dom.js";

/** @typedef {import("../staff/desk/open_case.js").OpenedCase} OpenedCase */

/**
 * Offer what the case can move to; nothing is chosen for anybody.
 * @param {OpenedCase} opened
 */
export function showStatus(opened) {
  place("status-box").hidden = opened.meta.moves.length === 0;
  const options = movesOf(opened).map(({ to }) =>
    element("option", { value: to }, wordFor(STATUS_WORDS, to)),
  );
  refill(find('[name="status"]'), choose(), ...options);
  fillReasons(opened);
}

/**
 * Offer the reasons that fit the chosen status: the server's table, as it enforces it.
 * @param {OpenedCase} opened
 */
export function fillReasons(opened) {
  const status = input("status").value;
  const move = movesOf(opened).find(({ to }) => to === status);
  const options = (move?.reasons ?? []).map((code) =>
    element("option", { value: code }, wordFor(STATUS_REASON_WORDS, code)),
  );
  refill(find('[name="reason"]'), choose(), ...options);
  input("reason").disabled = !status;
}

/** @param {OpenedCase} opened @returns {import("../staff/desk/acts.js").Move[]} */
function movesOf({ meta }) {
  return meta.moves;
}

function choose() {
  return element("option", { value: "" }, "Choose…");
}

/**
 * Change the status if a status and a reason were chosen.
 * @param {OpenedCase} opened
 * @returns {Promise<boolean>} whether it was changed
 */
export async function doStatus(opened) {
  const [to, why] = [input("status").value, input("reason").value];
  if (!to || !why) {
    say("status-problem", to ? "Choose a reason." : "Choose a new status and a reason.");
    input(to ? "reason" : "status").focus();
    return false;
  }
  const answer = await changeStatus(opened.keyFile.case, to, why);
  Object.assign(opened.meta, answer);
  say("status-done", `Now: ${wordFor(STATUS_WORDS, answer.status)}.`);
  return true;
}
