/** Why a case stands in the list: what is asked of the reader now, the date of it first. */

import { say, sayOf } from "../../../words/say.js";
import { nearWords, untilWords } from "../days.js";
import { dayWords, dueOn, isLate } from "../due.js";

/** @typedef {import("./items.js").Facts} Facts */
/** @typedef {import("./items.js").Context} Context */
/** @typedef {{when: string, words: string}} Why */

const REASONS = [askedOf, unconfirmed, saidAgain, unanswered, dated, late, unreadable, firstAnswer];
const PRESSING = ["emergency", "urgent"];

/**
 * @param {Facts} facts
 * @param {Context} context
 * @returns {Why} of the first reason that holds
 */
export function whyOf(facts, context) {
  for (const reason of REASONS) {
    const why = reason(facts, context);
    if (why) {
      return why;
    }
  }
  return { when: nearWords(facts.row.active_on, context.today), words: mainRule(facts.body) };
}

/**
 * Return the nearest date that is sealed in a summary, of today or later.
 * @param {any} body
 * @param {string} today
 * @returns {{day: string, rule: string} | null}
 */
export function nextDate(body, today) {
  const dates = Object.entries(body?.dates ?? {}).map(([rule, day]) => ({
    rule,
    day: String(day),
  }));
  const coming = dates.filter(({ day }) => day.slice(0, 10) >= today);
  coming.sort((one, other) => (one.day < other.day ? -1 : Number(one.day > other.day)));
  return coming[0] ?? null;
}

/** Somebody waits for this person's yes. @param {Facts} facts @param {Context} context @returns {Why | null} */
function askedOf({ row: { proposal } }, { today }) {
  if (!proposal?.for_me) {
    return null;
  }
  const words =
    sayOf("ask", proposal.act, { by: proposal.by }) ?? say("ask.other", { by: proposal.by });
  return { when: say("when.until", { day: untilWords(proposal.expires_at, today) }), words };
}

/** The reader has not opened their own key file yet. @param {Facts} facts @param {Context} context */
function unconfirmed({ row }, { me, today }) {
  const mine = row.unconfirmed?.includes(me);
  return mine ? { when: nearWords(row.active_on, today), words: say("why.confirm") } : null;
}

/** Something was said in a case that somebody has. @param {Facts} facts @param {Context} context */
function saidAgain({ row }, { today }) {
  if (!row.unread || !row.assignee || !row.waiting_on) {
    return null;
  }
  const message = row.claimed ? "why.claimed" : "why.message";
  const words = say(row.status === "reopened" ? "why.again" : message);
  return { when: nearWords(row.waiting_on, today), words };
}

/** It was read, and not answered. @param {Facts} facts @param {Context} context */
function unanswered({ row, body }, { today }) {
  return row.assignee && row.waiting_on
    ? { when: nearWords(row.waiting_on, today), words: owed(body, "why.unanswered") }
    : null;
}

/** A date that the reporter gave is near. @param {Facts} facts @param {Context} context */
function dated({ row, body }, { today }) {
  const next = row.status === "closed" ? null : nextDate(body, today);
  return next && { when: nearWords(next.day, today), words: ruleWords(next.rule) };
}

/** Nobody has taken it, and its time is over. @param {Facts} facts @param {Context} context */
function late(facts, { today, answering }) {
  const { row, body, level } = facts;
  if (!isUntaken(facts) || !isLate(answering, level, row.received_on, today)) {
    return null;
  }
  const day = dayWords(dueOn(answering, level, row.received_on));
  return { when: say("when.was_due", { day }), words: owed(body, "why.first_answer") };
}

/** What it says cannot be opened. @param {Facts} facts @param {Context} context */
function unreadable({ row, refused }, { today }) {
  return refused ? { when: nearWords(row.active_on, today), words: say("why.no_summary") } : null;
}

/** Nobody has taken it yet. @param {Facts} facts @param {Context} context */
function firstAnswer(facts, { today, answering }) {
  const { row, body, level } = facts;
  if (!isUntaken(facts)) {
    return null;
  }
  if (row.unread || PRESSING.includes(level)) {
    const why = mainRule(body);
    const words = why ? say("why.report_of", { why }) : say("why.report");
    return { when: nearWords(row.received_on, today), words };
  }
  const day = dayWords(dueOn(answering, level, row.received_on));
  return { when: say("when.by", { day }), words: owed(body, "why.first_due") };
}

/**
 * What is owed by a day: who wants no answer gets none, and their case is decided all the same.
 * @param {any} body
 * @param {Parameters<typeof say>[0]} answer
 */
function owed(body, answer) {
  return say(body?.no_answer ? "why.no_answer" : answer);
}

/** @param {Facts} facts */
function isUntaken({ row }) {
  return !row.assignee && row.status !== "closed";
}

/** @param {any} body @returns {string} the gravest rule, in a few words */
function mainRule(body) {
  const [first] = body?.rules ?? [];
  return first ? ruleWords(first) : "";
}

/** @param {string} id */
function ruleWords(id) {
  return sayOf("rule", id) ?? id;
}
