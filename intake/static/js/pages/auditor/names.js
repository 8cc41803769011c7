/** Asking for a name, agreeing, and looking at the answer; the page itself comes complete. */

import { loadAgain, watchTyped } from "../../staff/session/typed.js";
import { sendJson } from "../../staff/staff_api.js";
import { attempt, input, onClick, pressOnEnter, say } from "../../staff/staff_dom.js";
import { words } from "../../words/say_staff.js";
import { wireReviews } from "./findings.js";

const PATH = "/audit/names";
const TYPED = ["of", "also", "entries"];
/** Which field a refusal is about. */
const ABOUT = { of: "of", several: "of", yourself: "of", entries: "entries", ground: "ground" };

/** Wire what the page offers. */
export function namesPage() {
  wireReviews();
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-ask]")
  )) {
    wireAsk(part);
  }
  if (document.querySelector("[data-does=ask]")) {
    const button = onClick("ask", () => attempt("ask-problem", ask, document, ABOUT));
    for (const name of TYPED) {
      pressOnEnter(input(name), button);
    }
  }
  watchTyped();
}

/** @param {HTMLElement} part */
function wireAsk(part) {
  const id = part.dataset.ask;
  /** @type {Record<string, () => Promise<void>>} */
  const deeds = {
    agree: () => sendAndLoad("decide", { ask: id, agrees: true }),
    refuse: () => sendAndLoad("decide", { ask: id, agrees: false }),
    defer: () => sendAndLoad("defer", { ask: id }),
    show: () => show(part),
  };
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (
    part.querySelectorAll("[data-does]")
  )) {
    const name = button.dataset.does ?? "";
    onClick(name, () => attempt("problem", deeds[name]), part);
  }
}

/** @param {HTMLElement} part */
async function show(part) {
  const { name, same } = await sendJson("POST", `${PATH}/show`, { ask: part.dataset.ask });
  say("answer", name ?? words(same ? "names.same" : "names.other"), part);
}

async function ask() {
  const of = ["of", "also"].map((name) => input(name).value.trim().toLowerCase()).filter(Boolean);
  const entries = input("entries").value.trim();
  const ground = input("ground").value;
  await sendJson("POST", `${PATH}/ask`, { of, entries, ground });
  loadAgain(...[...TYPED, "ground"].map((name) => input(name)));
}

/**
 * @param {string} what
 * @param {unknown} body
 */
async function sendAndLoad(what, body) {
  await sendJson("POST", `${PATH}/${what}`, body);
  loadAgain();
}
