/** What does not agree, what was not opened. */

/** Where row, summary and report do not agree. */
export const DIFFERS = {
  answers: "The report says {said}, its answers give {level}.",
  row: "The list said {said}, the report and what was decided since give {level}.",
  rules: "The report names the rules {said}; its answers give {rules}.",
  line: "The line shown in the list does not say what the report says.",
  none: "none",
};

/** What was not opened, by its kind. */
export const UNOPENED = {
  not_yours: "Your keys do not open what the server sent.",
  damaged: "What is stored is not a sealed file of ours.",
  replaced: "What is stored is not what was sent.",
  unsigned: "A signature is not by the one it names.",
  missing: "A part of the case is not there.",
};

/** What that can mean, by the same kind. */
export const MEANS = {
  not_yours:
    "Somebody else may have taken the case in this moment, or the key file was made for other hands.",
  damaged: "It was damaged on its way or on the disk, or something was put in its place.",
  replaced:
    "A piece of another case, an old piece or a forged one stands where it does not belong.",
  unsigned: "Somebody without the right key wrote it. The words in it may be anybody's.",
  missing: "The server did not send it. It may be lost, or held back.",
};

/** What to do then. */
export const STEP = {
  now: "Do this now: the list called it {level}.",
  other: "Ask another triage member to open it: if it opens for them, your key file is at fault.",
  auditor: "Tell the auditor today. They find this attempt in the log, with the reason below.",
  no_guess: "Do not guess at its content, and do not answer on the strength of the list's line.",
};
