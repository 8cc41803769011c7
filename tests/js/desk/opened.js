/** An open case as the worker hands it to the page. */

import { learn } from "../../../intake/static/js/words/say.js";
import { context } from "./listed.js";

learn({
  "disposition.advice_given": "Advice given",
  "disposition.referred": "Referred to somebody who can help",
});

/** @typedef {import("../../../intake/static/js/desk/keys/case/opening.js").Readable} Readable */
/** @typedef {import("../../../intake/static/js/desk/keys/case/reading.js").Item} Item */

export const CASE = "a0140cea".padEnd(32, "0");
export const [ANNA, BEN, CARL] = ["a", "b", "c"].map((letter) => letter.repeat(32));
export const PEOPLE = [
  { id: ANNA, name: "anna", member: true, away_until: null },
  { id: BEN, name: "ben", member: true, away_until: null },
  { id: CARL, name: "carl", member: true, away_until: null },
];

/** @type {any} */
export const form = {
  version: 1,
  one_of: [],
  codes: {
    disposition: ["advice_given"],
    outcome: ["reached", "not_reached"],
    recipient: ["self", "police"],
    via: ["phone", "email"],
  },
  questions: {
    danger_now: { t: "radio" },
    kinds: { t: "checkbox" },
    story: { t: "textarea" },
    d_pickup: { t: "datetime" },
    c_mode: { t: "radio", o: "contact" },
    c_avoid: { t: "textarea", o: "contact" },
  },
  topics: [
    ["danger", "Danger", ["danger_now"]],
    ["kinds", "About", ["kinds"]],
    ["story", "Story", ["story"]],
    ["documents", "Papers", ["d_pickup"]],
    ["contact", "Safe contact", ["c_mode", "c_avoid"]],
  ],
  known: [{ words: "Answer only here, in their box." }],
  texts: {
    danger_now: { label: "Is someone in danger?", choices: { yes: "Yes", no: "No" } },
    kinds: { label: "What happened?", choices: { documents: "Papers" } },
    story: { label: "Story", choices: {} },
    d_pickup: { label: "Told to collect them?", choices: {} },
    c_mode: { label: "How may we answer?", choices: { here: "Only here", none: "No answer" } },
    c_avoid: { label: "Who must not see it?", choices: {} },
  },
  other: {
    q: "who_for",
    has: ["someone"],
    words: { d_pickup: { label: "Was the person told to?", choices: {} } },
  },
  rules: { rows: [{ id: "T22", level: "soon" }], dates: ["d_pickup"] },
  reasons: { T22: { why: "A sighting.", first: "Thank them." } },
  tags: {},
};

let last = 0;

/**
 * @param {Record<string, any>} given `kind`, `by`, `signer`, `body`, and what else an item has
 * @returns {Item}
 */
export function item({ kind = "message", by = "reporter", signer, body = {}, ...more } = {}) {
  last += 1;
  const id = String(last).padStart(32, "0");
  const row = { id, kind, by, epoch: 0, received_on: context.today };
  const frame = /** @type {any} */ ({ ...row, body: { day: context.today, ...body }, after: [] });
  const whose = signer ?? (by === "staff" ? BEN : "author");
  const base = { row, position: last + 2, frame, signer: whose, refused: "" };
  return { ...base, kept: false, missing: false, ...more };
}

/**
 * @param {object} given
 * @param {Record<string, any>} [given.meta]
 * @param {Item[]} [given.items]
 * @param {Record<string, any>} [given.answers]
 * @param {Record<string, any>} [given.contact]
 * @param {Record<string, any>} [given.more]
 * @returns {Readable}
 */
export function opened({ meta = {}, items = [], answers = {}, contact = {}, more = {} } = {}) {
  const body = { answers, lang: "zh-Hans", level: "soon", rules: ["T22"], tags: [], desk: "us" };
  return /** @type {any} */ ({
    case: CASE,
    account: ANNA,
    own: true,
    notes: true,
    report: { kind: "report", body: { ...body, at: 0 } },
    contact: { kind: "contact", body: { answers: contact } },
    summary: null,
    summaryRefused: "",
    items,
    hashes: { report: "r", contact: "c" },
    standing: {
      level: "soon",
      aside: false,
      closed: [],
      excluded: [],
      meant: [],
      handed: {},
      waiting: new Map(),
      agreements: new Map(),
      proposed: [],
      broken: [],
    },
    meta: {
      level: "soon",
      status: "in_contact",
      aside: false,
      assignee: "anna",
      cover: "ben",
      on_it: null,
      said: 2,
      answered: 2,
      seen: 2,
      screened: 3,
      whole: true,
      rekey: false,
      by_one: [],
      confirmed: true,
      unconfirmed: [],
      moves: [{ to: "action", reasons: ["step_taken"] }],
      proposals: [],
      covers: [BEN, CARL],
      excluded: [],
      people: PEOPLE,
      openings: [{ day: context.today, role: "caseworker", purpose: "triage" }],
      received_on: context.today,
      server_saw: false,
      ...meta,
    },
    ...more,
  });
}

/** @param {Record<string, any>} given */
export function proposal(given = {}) {
  return {
    act: "close",
    by: "ben",
    value: "",
    object: "0".repeat(32),
    for_me: true,
    expires_at: 1_795_284_000,
    granted: null,
    supervisors: [],
    ...given,
  };
}
