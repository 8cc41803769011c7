/** Why the list of people on the desk was not believed, and how well an account knows it. */

/** @typedef {import("../labels.js").Words} Words */

/** What a stop says whatever its reason. */
export const STOP = {
  list: "Stop. The list of people on this desk does not add up",
  vault: "Stop. What your account remembers is not here",
  no_memory:
    "Every account remembers a list from the day it was made. Without it your browser cannot tell the desk's own list from another, so it believes none.",
  unknown: "The list could not be verified ({reason}).",
};

/** How well an account knows a list whose number it has not compared. */
export const ACQUAINTANCE = {
  known:
    "Your account remembers version {version} of this list from before, and what your browser sees now follows from it. As far as your account remembers, you have compared its number with nobody yet.",
  first:
    "This is the first list of this desk that your account meets: until you compare its number, it is only the server's word.",
  old_copy: "If you did compare it before, stop and tell the auditor: an old copy was put back.",
};

/** By what is remembered of it. */
export const REMEMBERED = {
  none: "Without a list that it remembers, your browser believes none that does not hold by itself.",
  seen: "Your account was shown the list below before and keeps it sealed under your own key. As far as your account remembers, you have compared its number with nobody yet.",
  compared:
    "You compared the list below, or made it, or it follows from one that you compared. Your account keeps it sealed under your own key.",
};

/** By the reason. @type {Words} */
export const STOPPED = {
  gap: "A version of the list is missing: the server left one out.",
  fork: "The list your account remembers was replaced by another one with the same version.",
  step_back: "The server sent an older list than the one you have seen.",
  bad_roster: "What came is not a signed list.",
  bad_first: "The first version was not signed by the one person in it.",
  bad_desk: "The list is of another desk.",
  bad_epoch: "The desk's key and its number do not go together.",
  bad_signature: "A member's signature on the list does not hold.",
  bad_day:
    "The days in the list do not fit: one is missing, goes back, or lies ahead. Check the clock of this device first.",
  too_few_signatures: "Somebody was added or removed without the signatures of enough members.",
  no_vault: "The server did not give back what your account remembers of this desk.",
  foreign_vault:
    "What the server gave back as your account's memory is not sealed to your account.",
  damaged_vault: "What the server gave back as your account's memory is damaged.",
  desk_differs: "Reports are being sealed to another key than the one in the signed list.",
};
