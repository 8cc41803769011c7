/** What the reporter is told of the proofs of openings. Text goes in as text, never as HTML. */

import { parseVkey } from "../../crypto/tlog/checkpoint.js";
import { find, refill } from "../../dom.js";
import { fill, formatDay, say } from "../dom.js";
import { describe, showLines } from "./openings.js";
import { proveOpenings } from "./proving.js";

/** @typedef {import("./view.js").Loaded} Loaded */
/** @typedef {import("./openings.js").Opening} Opening */

const ID = /[0-9a-f]/g;
const ID_DIGITS = 8;

/**
 * Check the openings of a box that was just opened, and say beside each what came of it.
 * @param {string} vkey verifier key of the intake log
 * @param {{meta: {openings: Opening[]}, parts: Map<string, Uint8Array>}} box
 * @param {Loaded} loaded
 * @throws {Error} this browser, or this page, cannot check anything; the page says so already
 */
export async function showProved(vkey, { meta: { openings }, parts }, loaded) {
  const key = await parseVkey(vkey);
  const main = find("main");
  if (!openings.length) {
    find("[data-proof]", main).hidden = true; // Of nobody nothing can be looked for.
    return;
  }
  const part = parts.get("proofs") ?? new Uint8Array();
  const { words } = loaded;
  const { verdicts, day } = await proveOpenings(key, openings, part, Date.now());
  const lines = describe(openings, loaded);
  const list = find("[data-openings]", main);
  refill(list);
  showLines(
    list,
    lines.map((line, at) => `${line} · ${words[verdicts[at]]}`),
    words,
  );
  const isAny = verdicts.includes("proved");
  say(find("[data-proof]", main), isAny ? fill(words.checked, { day: formatDay(day) }) : "");
  const lost = lines.filter((_, at) => verdicts[at] === "absent");
  if (lost.length) {
    const place = find("[data-lost]", main);
    showLines(find("[data-which]", place), lost, words);
    const said = lost.length > 1 ? words.lost_many : words.lost;
    find("[data-says]", place).textContent = fill(day ? said : words.unpublished, {
      day: formatDay(day),
    });
    place.hidden = false;
  }
  showKey(find("[data-how]", main), key.id, words);
}

/**
 * Show the id of the log's key, and compare it with what stands on a receipt.
 * @param {HTMLElement} place
 * @param {string} id
 * @param {Record<string, string>} words
 */
function showKey(place, id, words) {
  place.hidden = false;
  find("[data-id]", place).textContent = id.replace(/.{4}\B/, "$& ");
  const field = /** @type {HTMLInputElement} */ (find("[name=log]", place));
  const verdict = find("[data-same]", place);
  field.addEventListener("input", () => {
    const typed = (field.value.toLowerCase().match(ID) ?? []).join("");
    const isSame = typed === id;
    say(verdict, typed.length < ID_DIGITS ? "" : isSame ? words.same : words.differs);
    verdict.classList.toggle("error", !isSame);
  });
}
