/** What staff did to a case, in one line each; who did it is a user name, the reader is "you". */

import { LEVEL_WORDS, wordFor } from "../../../staff/labels.js";
import { say, sayOf } from "../../../words/say.js";

/** @typedef {import("../../../crypto/case/frames.js").Frame} Frame */
/** @typedef {(account: string) => string} NameOf user name of an account */

/**
 * @param {Frame} frame an act
 * @param {string} by who did it
 * @param {NameOf} nameOf
 * @returns {string} such as "Raised to Emergency, anna"
 */
export function deedWords({ kind, body }, by, nameOf) {
  return sayOf("deed", codeOf(kind, body), { by, ...valuesOf(body, nameOf) }) ?? `${kind}, ${by}`;
}

/**
 * @param {string} kind
 * @param {any} body
 */
function codeOf(kind, body) {
  const variants = /** @type {Record<string, string>} */ ({
    aside: body.aside ? "aside" : "back",
    agreement: body.agrees ? "agreed" : "disagreed",
    exclusion: body.unsure ? "unsure" : body.named ? "named" : "nobody_named",
  });
  return variants[kind] ?? kind;
}

/**
 * @param {any} body
 * @param {NameOf} nameOf
 * @returns {Record<string, string>}
 */
function valuesOf(body, nameOf) {
  return {
    from: wordFor(LEVEL_WORDS, body.from ?? ""),
    level: wordFor(LEVEL_WORDS, body.to ?? ""),
    to: nameOf(String(body.to ?? "")),
    names: body.members?.map(nameOf).join(", "),
    via: (body.via && sayOf("via", body.via)) || "",
    outcome: (body.outcome && sayOf("outcome", body.outcome)) || "",
  };
}

/**
 * @param {Frame} frame
 * @returns {string} why it was done and what was written to it, or empty
 */
export function reasonWords({ kind, body }) {
  const reason = body.reason ? (sayOf("reason", String(body.reason)) ?? String(body.reason)) : "";
  const codes = /** @type {string[]} */ (body.dispositions ?? []);
  const done = codes.map((code) => sayOf("disposition", code) ?? code).join(" · ");
  const words = [kind === "handover" ? body.situation : "", body.words].filter(Boolean).join(" ");
  return [reason, done, words].filter(Boolean).join(". ");
}

/**
 * @param {string} level
 * @returns {string} such as "Emergency"
 */
export function levelWord(level) {
  return wordFor(LEVEL_WORDS, level, say("case.level_unknown"));
}
