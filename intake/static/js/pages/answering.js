/** Answering an auditor: the question is opened, the answer sealed; the page itself comes complete. */

import { parseRecipient } from "../crypto/age/hybrid.js";
import { keyHash, openInquiry, sealAnswer } from "../crypto/case/inquiries.js";
import { Untrusted } from "../crypto/case/objects.js";
import { b64u, EncodingError, fileBytes } from "../crypto/encoding.js";
import { PaddingError } from "../crypto/padding.js";
import { verifyVouch } from "../crypto/roster/aloud/vouch.js";
import { NotPossible, problemWords } from "../staff/problems.js";
import { findTrusted } from "../staff/roster/roster_state.js";
import { resumeSession } from "../staff/session/session.js";
import { loadAgain, watchTyped } from "../staff/session/typed.js";
import { ApiError, sendJson } from "../staff/staff_api.js";
import { attempt, input, onClick, say } from "../staff/staff_dom.js";
import { words } from "../words/say_staff.js";
import { quote } from "./auditor/inquiries.js";

/** @typedef {import("../crypto/case/inquiries.js").Inquiry} Inquiry */

/** Which field a refusal is about. */
const ABOUT = { answer: "answer" };

/** Open every question and wire its answer. */
export async function answeringPage() {
  watchTyped();
  const unlocked = await resumeSession();
  const asks = document.querySelector("[data-inquiry]") !== null;
  const roster = asks ? await findTrusted(unlocked) : null;
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-inquiry]")
  )) {
    const inquiry = await read(part, unlocked.keys.identitySeed);
    const isVouched = inquiry !== null && (await sayVoucher(part, roster));
    part.querySelector("[data-more]")?.toggleAttribute("hidden", !isVouched);
    onClick(
      "answer",
      () => attempt("problem", () => answer(part, isVouched ? inquiry : null), part, ABOUT),
      part,
    );
  }
}

/**
 * Show the words of a question.
 * @param {HTMLElement} part
 * @param {Uint8Array} seed of this account
 * @returns {Promise<Inquiry | null>} null where it cannot be read, or is not what the page says
 */
async function read(part, seed) {
  const { words: file, asks, ref, key = "" } = part.dataset;
  if (!file) {
    return null;
  }
  try {
    const inquiry = await openInquiry(fileBytes(file), seed);
    const isSame = inquiry.asks === asks && inquiry.case === ref;
    if (!isSame || inquiry.answer_to !== (await hashOf(key))) {
      say("problem", words("inquiry.differs"), part);
      return null;
    }
    quote("asked", inquiry.words, part);
    return inquiry;
  } catch (error) {
    say("problem", problemWords(error), part);
    return null;
  }
}

/**
 * Say who of the desk vouched for the key that an answer is sealed to; without one there are no words.
 * @param {HTMLElement} part
 * @param {import("../crypto/roster/roster.js").Roster | null} roster that this browser trusts
 * @returns {Promise<boolean>} whether somebody of the list did
 */
async function sayVoucher(part, roster) {
  const { key = "", vouch = "" } = part.dataset;
  try {
    if (roster && vouch) {
      const { userName } = await verifyVouch(fileBytes(vouch), parseRecipient(key), roster);
      say("voucher", words("inquiry.vouched", { name: userName }), part);
      return true;
    }
  } catch (error) {
    if (!(error instanceof Untrusted)) {
      throw error;
    }
  }
  say("voucher", words(roster ? "inquiry.not_vouched" : "inquiry.no_list"), part);
  return false;
}

/**
 * @param {string} key
 * @returns {Promise<string>} empty for what is no key
 */
async function hashOf(key) {
  try {
    return await keyHash(parseRecipient(key));
  } catch (error) {
    if (error instanceof EncodingError) {
      return "";
    }
    throw error;
  }
}

/**
 * @param {HTMLElement} part
 * @param {Inquiry | null} inquiry
 */
async function answer(part, inquiry) {
  const { inquiry: id, key = "" } = part.dataset;
  const code = input("answer", part).value;
  if (!code) {
    throw new ApiError(422, "answer", ""); // As the server would.
  }
  const sealed = inquiry && (await seal(code, part, inquiry.proof, parseRecipient(key)));
  await sendJson("POST", "/desk/inquiries/answer", { inquiry: id, answer: code, words: sealed });
  loadAgain(
    .../** @type {NodeListOf<HTMLTextAreaElement>} */ (part.querySelectorAll("select, textarea")),
  );
}

/**
 * @param {string} code
 * @param {HTMLElement} part
 * @param {string} proof
 * @param {Uint8Array} key
 */
async function seal(code, part, proof, key) {
  const said = input("words", part).value.trim();
  try {
    return b64u(await sealAnswer({ answer: code, words: said, proof }, key));
  } catch (error) {
    throw error instanceof PaddingError ? new NotPossible(words("inquiry.long")) : error;
  }
}
