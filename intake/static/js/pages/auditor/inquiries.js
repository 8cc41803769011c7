/** Asking who holds a case: words are sealed for whoever it is, and answers opened; the page comes complete. */

import { parseRecipient, recipientOf } from "../../crypto/age/hybrid.js";
import {
  keyHash,
  newProof,
  openAnswer,
  openInquiry,
  sealInquiry,
} from "../../crypto/case/inquiries.js";
import { b64u, fileBytes, readDigits } from "../../crypto/encoding.js";
import { PaddingError } from "../../crypto/padding.js";
import { keysSafetyNumber } from "../../crypto/roster/aloud/safety.js";
import { NotPossible, problemWords } from "../../staff/problems.js";
import { resumeSession } from "../../staff/session/session.js";
import { loadAgain, watchTyped } from "../../staff/session/typed.js";
import { ApiError, getJson, sendJson } from "../../staff/staff_api.js";
import { attempt, input, onClick, place, say } from "../../staff/staff_dom.js";
import { words } from "../../words/say_staff.js";

const PATH = "/audit/inquiries";
const TYPED = ["case", "entries", "asks", "words", "number"];
const NUMBER = "intake.keys"; // Of the keys that were sealed to last; it goes when the tab locks.
/** Which field a refusal is about. */
const ABOUT = {
  case: "case",
  entries: "entries",
  not_of_case: "entries",
  nobody: "entries",
  asks: "asks",
};

/** Open what was answered, and wire the form. */
export async function inquiriesPage() {
  watchTyped();
  const { keys } = await resumeSession();
  input("number").value = input("number").defaultValue = sessionStorage.getItem(NUMBER) ?? "";
  onClick("inquire", () =>
    attempt("ask-problem", () => inquire(keys.identitySeed), document, ABOUT),
  );
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-inquiry]")
  )) {
    await show(part, keys.identitySeed);
  }
}

/** @param {Uint8Array} seed of the auditor's account */
async function inquire(seed) {
  const own = recipientOf(seed);
  const inquiry = {
    asks: input("asks").value,
    case: input("case").value.trim().toLowerCase(),
    words: input("words").value.trim(),
    answer_to: await keyHash(own),
    proof: newProof(),
  };
  if (!inquiry.asks) {
    throw new ApiError(422, "asks", ""); // As the server would, which reads what is sealed already.
  }
  if (!/^[0-9a-f]{32}$/.test(inquiry.case)) {
    throw new NotPossible(words("inquiry.reference"));
  }
  const { version, keys } = await getJson(`${PATH}/keys`);
  await requireNumber(keys, inquiry.words);
  const sealed = [];
  for (const key of [...keys.map(parseRecipient), own]) {
    sealed.push(b64u(await sealOne(inquiry, key)));
  }
  const entries = input("entries").value.trim();
  const { asks, case: ref } = inquiry;
  const body = { case: ref, entries, asks, version, own: sealed.pop(), words: sealed };
  await sendJson("POST", `${PATH}/ask`, { ...body, entries: entries || null });
  loadAgain(...TYPED.map((name) => input(name)));
}

/**
 * Refuse keys of which a member read aloud another number; words are sealed to none without one.
 * @param {string[]} keys
 * @param {string} said
 */
async function requireNumber(keys, said) {
  const typed = readDigits(input("number").value);
  if (!typed && !said) {
    return; // What is sealed then holds nothing that the log does not.
  }
  if (!typed) {
    throw new NotPossible(words("inquiry.no_number"));
  }
  if (typed !== readDigits(await keysSafetyNumber(keys))) {
    throw new NotPossible(words("inquiry.other_keys"));
  }
  sessionStorage.setItem(NUMBER, input("number").value);
}

/**
 * @param {import("../../crypto/case/inquiries.js").Inquiry} inquiry
 * @param {Uint8Array} key
 */
async function sealOne(inquiry, key) {
  try {
    return await sealInquiry(inquiry, key);
  } catch (error) {
    throw error instanceof PaddingError ? new NotPossible(words("inquiry.long")) : error;
  }
}

/**
 * Show a question's own words, and what was answered in words; what does not hold is said.
 * @param {HTMLElement} part
 * @param {Uint8Array} seed
 */
async function show(part, seed) {
  const { own = "", words: answered = "", answer, asks, ref } = part.dataset;
  try {
    const inquiry = await openInquiry(fileBytes(own), seed);
    if (inquiry.case !== ref || inquiry.asks !== asks) {
      quote("asked", words("inquiry.another"), part);
      return; // The machine shows one question, and perhaps its answer, as those of another.
    }
    quote("asked", inquiry.words, part);
    if (answered) {
      const found = await openAnswer(fileBytes(answered), seed);
      const holds = found.proof === inquiry.proof && found.answer === answer;
      quote("answered", found.words, part);
      say("proof", words(holds ? sayWho(inquiry) : "inquiry.unproved"), part);
    }
  } catch (error) {
    quote("asked", problemWords(error), part);
  }
}

/**
 * Without words nobody compared the number of the keys, so the machine may know the secret.
 * @param {import("../../crypto/case/inquiries.js").Inquiry} inquiry
 */
function sayWho(inquiry) {
  return inquiry.words ? "inquiry.proved" : "inquiry.by_code";
}

/**
 * Say words where there are some.
 * @param {string} name
 * @param {string} text
 * @param {HTMLElement} part
 */
export function quote(name, text, part) {
  say(name, text, part);
  place(name, part).hidden = !text;
}
