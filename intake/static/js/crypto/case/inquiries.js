/**
 * What an auditor asks who holds a case, in words, and what is answered (SPEC 7a).
 *
 * The question is sealed to one member's account and, as the auditor's own copy, to the auditor's.
 * It names the key that the answer is for, and holds a secret that the answer gives back: who
 * answers in words has read it.
 */
import { sealFile } from "../age/file.js";
import { encodeRecipient } from "../age/hybrid.js";
import { randomBytes, sha256, utf8 } from "../bytes.js";
import { b64u, EncodingError, encodeJson, parseJson } from "../encoding.js";
import { INQUIRY, pad } from "../padding.js";
import { binary, code, constant, exactObject, hexId, text } from "../shapes.js";
import { openPadded, Untrusted } from "./objects.js";

/**
 * What is asked. `case` is the log's reference, 32 hex digits; `answer_to` names the recipient that
 * the answer is sealed to, `proof` is b64u of 32 random bytes.
 * @typedef {{asks: string, case: string, words: string, answer_to: string, proof: string}} Inquiry
 */
/** What is answered; `proof` is that of the question.
 * @typedef {{answer: string, words: string, proof: string}} Answer */

const PROOF_BYTES = 32;

/** @returns {string} a fresh secret */
export function newProof() {
  return b64u(randomBytes(PROOF_BYTES));
}

/**
 * @param {Uint8Array} recipient 1,216 bytes
 * @returns {Promise<string>} how a question names the key that its answer is for
 */
export async function keyHash(recipient) {
  return b64u(await sha256(utf8(encodeRecipient(recipient))));
}

/**
 * Return a question as an age file.
 * @param {Inquiry} inquiry
 * @param {Uint8Array} recipient 1,216 bytes
 * @returns {Promise<Uint8Array>}
 * @throws {import("../padding.js").PaddingError | EncodingError} the words are too long, or no text
 */
export function sealInquiry(inquiry, recipient) {
  return seal({ kind: "inquiry", v: 1, ...inquiry }, readInquiry, recipient);
}

/**
 * @param {Uint8Array} file
 * @param {Uint8Array} seed 32 bytes
 * @returns {Promise<Inquiry>}
 * @throws {Untrusted} not_age, wrong_identity, bad_padding or bad_frame (another shape)
 */
export function openInquiry(file, seed) {
  return open(file, seed, readInquiry);
}

/**
 * Return an answer as an age file; throws as `sealInquiry`.
 * @param {Answer} answer
 * @param {Uint8Array} recipient 1,216 bytes
 */
export function sealAnswer(answer, recipient) {
  return seal({ kind: "inquiry-answer", v: 1, ...answer }, readAnswer, recipient);
}

/**
 * Return what an answer holds; throws as `openInquiry`.
 * @param {Uint8Array} file
 * @param {Uint8Array} seed 32 bytes
 * @returns {Promise<Answer>}
 */
export function openAnswer(file, seed) {
  return open(file, seed, readAnswer);
}

/**
 * @param {Record<string, string | number>} fields
 * @param {(value: unknown) => unknown} read
 * @param {Uint8Array} recipient
 */
async function seal(fields, read, recipient) {
  read(fields);
  return sealFile(pad(encodeJson(fields), INQUIRY), recipient);
}

/**
 * @template T
 * @param {Uint8Array} file
 * @param {Uint8Array} seed
 * @param {(value: unknown) => T} read
 * @returns {Promise<T>}
 */
async function open(file, seed, read) {
  const json = await openPadded(file, seed, INQUIRY);
  try {
    return read(parseJson(json));
  } catch (error) {
    throw error instanceof EncodingError ? new Untrusted("bad_frame") : error;
  }
}

/** @param {unknown} value @returns {Inquiry} */
function readInquiry(value) {
  const fields = exactObject(value, "answer_to asks case kind proof v words");
  constant(fields.kind, "inquiry");
  constant(fields.v, 1);
  binary(fields.answer_to);
  binary(fields.proof);
  return {
    asks: code(fields.asks),
    case: hexId(fields.case),
    words: text(fields.words),
    answer_to: text(fields.answer_to),
    proof: text(fields.proof),
  };
}

/** @param {unknown} value @returns {Answer} */
function readAnswer(value) {
  const fields = exactObject(value, "answer kind proof v words");
  constant(fields.kind, "inquiry-answer");
  constant(fields.v, 1);
  binary(fields.proof);
  return {
    answer: code(fields.answer),
    words: text(fields.words),
    proof: text(fields.proof),
  };
}
