/**
 * Why something sealed was not opened: what it is, what it can mean, what to do next.
 */

import { own } from "../../../own.js";

/** @typedef {{what: string, means: string}} Refusal */

const NOT_YOURS = {
  what: "Your keys do not open what the server sent.",
  means:
    "Somebody else may have taken the case in this moment, or the key file was made for other hands.",
};
const DAMAGED = {
  what: "What is stored is not a sealed file of ours.",
  means: "It was damaged on its way or on the disk, or something was put in its place.",
};
const REPLACED = {
  what: "What is stored is not what was sent.",
  means: "A piece of another case, an old piece or a forged one stands where it does not belong.",
};
const UNSIGNED = {
  what: "A signature is not by the one it names.",
  means: "Somebody without the right key wrote it. The words in it may be anybody's.",
};
const MISSING = {
  what: "A part of the case is not there.",
  means: "The server did not send it. It may be lost, or held back.",
};

/** @type {Readonly<Record<string, Refusal>>} */
const REFUSALS = {
  wrong_identity: NOT_YOURS,
  bad_holder: NOT_YOURS,
  not_age: DAMAGED,
  bad_padding: DAMAGED,
  bad_frame: DAMAGED,
  bad_key: DAMAGED,
  damaged: DAMAGED,
  bad_mac: REPLACED,
  bad_case: REPLACED,
  bad_row: REPLACED,
  bad_kind: REPLACED,
  bad_epoch: REPLACED,
  bad_by: REPLACED,
  bad_hash: REPLACED,
  repeated: REPLACED,
  bad_signature: UNSIGNED,
  missing_object: MISSING,
};

/**
 * @param {string} reason
 * @returns {Refusal}
 */
export function refusalOf(reason) {
  return own(REFUSALS, reason) ?? DAMAGED;
}

/**
 * @param {string} level what the list said
 * @returns {string[]} steps
 */
export function nextSteps(level) {
  const steps = [
    "Ask another triage member to open it: if it opens for them, your key file is at fault.",
    "Tell the auditor today. They find this attempt in the log, with the reason below.",
    "Do not guess at its content, and do not answer on the strength of the list's line.",
  ];
  const grave = level === "emergency" || level === "urgent";
  return grave ? [`Do this now: the list called it ${level}.`, ...steps] : steps;
}
