/** Where one wants to be told that the desk needs somebody; nothing here is about a case. */

import { element, find, refill } from "../dom.js";
import { dayWords } from "../staff/desk/suspending.js";
import { getJson, sendJson } from "../staff/staff_api.js";
import { attempt, input, onClick, place, say, showState } from "../staff/staff_dom.js";
import { words } from "../words/say_staff.js";
import { wireAbsence } from "./absence.js";

const HOURS = 24;
const NIGHT = [22, 7]; // What is offered first.

/** @typedef {{away_until: string | null, offered: boolean, address: string | null, zone: string | null, quiet: number[] | null}} Kept */

/** Fetch what is kept and wire the page. */
export async function noticesPage() {
  showState("loading");
  for (const name of ["quiet_from", "quiet_until"]) {
    refill(input(name), ...Array.from({ length: HOURS }, (_, hour) => hourOption(hour)));
  }
  onClick("keep", () => attempt("problem", keep));
  onClick("forget", () => attempt("problem", forget));
  wireAbsence(show, () => null);
  await show();
  if (location.hash === "#away") {
    place("absence").focus(); // It was not there yet when the browser looked for it.
  }
}

async function show() {
  /** @type {Kept} */
  const kept = await getJson("/desk/notices/data");
  const [from, until] = kept.quiet ?? NIGHT;
  input("notice_address").value = kept.address ?? "";
  input("is_quiet").checked = kept.quiet !== null;
  input("quiet_from").value = String(from);
  input("quiet_until").value = String(until);
  say("zone", words("notices.zone", { zone: kept.zone ?? ownZone() }));
  const { address } = kept;
  say("stage", address ? words("notices.told", { address }) : words("notices.not_told"));
  place("stage").dataset.kept = address ? "1" : "0";
  input("away_until").value = kept.away_until ?? "";
  const back = kept.away_until;
  say("away", back ? words("away.until", { day: dayWords(back) }) : words("away.here"));
  find("[data-does=back]").hidden = !back; // Each of them takes back what is so.
  find("[data-does=forget]").hidden = !address;
  place("absence").hidden = false;
  showState(kept.offered ? "notices" : "none");
}

async function keep() {
  const quiet = input("is_quiet").checked
    ? { from: Number(input("quiet_from").value), until: Number(input("quiet_until").value) }
    : null;
  const address = input("notice_address").value.trim();
  await sendJson("PUT", "/desk/notices", { address, quiet, zone: ownZone() });
  await show();
}

async function forget() {
  await sendJson("DELETE", "/desk/notices");
  await show();
}

/** @returns {string} the time zone of this browser */
function ownZone() {
  return new Intl.DateTimeFormat("en").resolvedOptions().timeZone || "UTC";
}

/** @param {number} hour */
function hourOption(hour) {
  return element("option", { value: String(hour) }, `${String(hour).padStart(2, "0")}:00`);
}
