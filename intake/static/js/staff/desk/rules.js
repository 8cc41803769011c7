/**
 * What each urgency rule means for the person who reads (DOMAIN section 4): why, and what first.
 *
 * The rules themselves are data (`intake/form/data/rules.toml`); these are their words for staff.
 */

/** @type {Readonly<Record<string, {why: string, first: string}>>} */
export const RULE_WORDS = {
  T01: {
    why: "It is happening now.",
    first: "Read place, flight and looks first. Call the border police if they allowed it.",
  },
  T02: {
    why: "They say somebody is in danger now.",
    first: "Believe it. Answer in the box; check what is being held before any call.",
  },
  T03: {
    why: "They are told to come and collect papers. This is a known lure.",
    first: "Advise not to go. Offer a handover in company of the police.",
  },
  T04: {
    why: "A journey or flight is near, and papers are held or somebody presses for a return.",
    first: "The clock runs: agree a step before that date.",
  },
  T05: {
    why: "Threatened by somebody who can reach them.",
    first: "Ask where they are safe tonight.",
  },
  T06: {
    why: "They cannot leave where they are.",
    first: "Treat it as being held against their will.",
  },
  T06b: {
    why: "A forced return is planned, was tried, or is threatened.",
    first: "Ask for the date. They may try again.",
  },
  T07: {
    why: "Somebody came to their home, school or work in the last days.",
    first: "It moved from far to near. Make a safety plan.",
  },
  T08: { why: "Family living here is threatened.", first: "Ask who, and whether they know." },
  T09: {
    why: "Family is held, missing or hurt.",
    first: "Ask since when. The next call may decide; think of an urgent appeal.",
  },
  T10: {
    why: "Family cannot be reached since a few days.",
    first: "Disappearances often begin so. Note the last contact.",
  },
  T11: { why: "They were given a deadline.", first: "Note the date; agree a step before it." },
  T12: {
    why: "Papers are held or refused, and a permit ends soon.",
    first: "A lawyer before any consulate.",
  },
  T13: {
    why: "Money is asked for, and silence or an official voice with it.",
    first: "It may be a fraud that cuts people off. Say so kindly; advise not to pay.",
  },
  T14: {
    why: "Somebody acts in their name.",
    first: "They may be arrested for it. A dated record helps them.",
  },
  T15: {
    why: "They agreed to something, or were asked to tell about others.",
    first: "They are harmed, not guilty. Only those who must should read this.",
  },
  T16: { why: "They are under 18.", first: "The duty to protect children applies." },
  T17: { why: "They think of hurting themselves.", first: "Answer warmly and soon. Ask directly." },
  T18: { why: "Officials put pressure on their family.", first: "Ask what changed." },
  T19: {
    why: "Contact every day, private data posted, or accounts attacked.",
    first: "Digital safety.",
  },
  T21: {
    why: "They fear danger in the next days, or are not sure.",
    first: "Not sure is not no. Ask.",
  },
  T22: { why: "A sighting, or something past.", first: "Thank them; say what happens next." },
};

/** What a tag of a rule adds. @type {Readonly<Record<string, string>>} */
export const TAG_WORDS = {
  "unclear.scam": "Perhaps a fraud",
};
