/**
 * What is done with answers: collect, check, drop what is hidden, split, sum up.
 *
 * Twin of `intake/form/given/answers.py`, which says what each function promises; both read
 * `tests/vectors/visibility.json` and `tests/vectors/answers.json`. `data` is what `client_data` made.
 */

import { own } from "../own.js";
import { holds } from "./conditions.js";
import { contradicts, readMoment } from "./moments.js";
import { readTyped } from "./typed_dates.js";

/** @typedef {import("./conditions.js").Answers} Answers */
/** @typedef {import("./conditions.js").Condition} Condition */
/**
 * @typedef {object} Question
 * @property {string} t type
 * @property {Condition} [w] when it is shown
 * @property {string} [o] object; absent is the report
 * @property {number} [m] greatest number of characters (code points)
 * @property {1} [r] required
 */
/**
 * @typedef {object} ClientData
 * @property {number} version
 * @property {{when: Condition, screens: string[][], says: Record<string, string>}} [path] what is asked first while
 *   `when` holds, and by question of its screens what an answer says already
 * @property {Record<string, string>} danger question to the answer that says danger now, the first asked first
 * @property {string[]} one_of at least one of these must be answered
 * @property {Record<string, Question>} questions in the order of the form
 * @property {import("./triage.js").Rules} rules
 * @property {import("./typed_dates.js").Grammar} dates how days are written
 */

const OUTER_BLANKS = /^[ \t\n\r\u3000]+|[ \t\n\r\u3000]+$/g;
const SUFFIXES = ["", "_rough", "_part", "_time"]; // Fields of a day, its own first.

/**
 * Ids of the questions that are shown; what a hidden question says shows nothing further.
 * @param {ClientData} data
 * @param {Answers} answers
 * @returns {Set<string>}
 */
export function visible(data, answers) {
  const shown = new Set();
  /** @type {Record<string, string | readonly string[]>} */
  const counted = Object.create(null);
  for (const [name, question] of Object.entries(data.questions)) {
    // Conditions of the form look only at choices, so the clock plays no part.
    if (!question.w || holds(question.w, counted, 0)) {
      shown.add(name);
      const answer = own(answers, name);
      if (answer !== undefined) {
        counted[name] = answer;
      }
    }
  }
  return shown;
}

/**
 * The answers without those whose question is hidden.
 * @param {ClientData} data
 * @param {Answers} answers
 * @returns {Answers}
 */
export function dropHidden(data, answers) {
  const shown = visible(data, answers);
  return pick(answers, (name) => shown.has(name));
}

/**
 * Turn fields of the page into answers: newlines as LF, outer blanks and empty answers left out.
 * @param {ClientData} data
 * @param {Iterable<[string, string]>} entries field name and value, in the order of the page
 * @returns {Answers} in the order of the form
 */
export function collectAnswers(data, entries) {
  /** @type {Map<string, string[]>} */
  const posted = new Map();
  for (const [name, value] of entries) {
    const text = value.replace(/\r\n?/g, "\n").replace(OUTER_BLANKS, "");
    const values = posted.get(name) ?? [];
    if (text && !values.includes(text)) {
      posted.set(name, [...values, text]);
    }
  }
  /** @type {[string, string | string[]][]} */
  const answers = [];
  for (const [name, question] of Object.entries(data.questions)) {
    let values = posted.get(name) ?? [];
    if (isDate(question)) {
      values = writtenDate(data, name, posted);
    }
    if (values.length > 0) {
      answers.push([name, question.t === "checkbox" ? values : values[0]]);
    }
  }
  return Object.fromEntries(answers);
}

/**
 * Return a day or an hour as `moments.js` writes it, or as it was written: to be asked back. Then all its
 * fields are in it: `|` stands between them, and `@` before the hour.
 * @param {ClientData} data
 * @param {string} name
 * @param {Map<string, string[]>} posted
 * @returns {string[]}
 */
function writtenDate({ dates, questions }, name, posted) {
  const [day, rough, part, hour] = SUFFIXES.map((each) => posted.get(name + each)?.[0] ?? "");
  const beside = questions[name].t === "datetime" && (rough || part || hour);
  const written = beside ? [rough, day, part, hour && `@${hour}`].join("|") : day;
  return written ? [readTyped(dates, written).answer || written] : [];
}

/**
 * Say what is wrong with answers; choices are not checked here, they come from the page itself. A day
 * that cannot be read is asked back about once: no wording of it may keep a report back. So is a rough day
 * beside another day, but of nobody who is in danger now.
 * @param {ClientData} data
 * @param {Readonly<Record<string, unknown>>} answers any JSON object; hidden questions dropped
 * @param {Readonly<Record<string, unknown>>} [asked] the answers that were asked back about: a day that
 *   stands so again is let through
 * @param {number} [now] Unix seconds, when they are given
 * @returns {Record<string, string>} question id to `unknown_question`, `wrong_type`, `too_long`,
 *   `required`, `two_days` or a problem of `typed_dates.js`; empty when all is well
 */
export function checkAnswers(data, answers, asked = {}, now = 0) {
  /** @type {[string, string][]} */
  const errors = [];
  const isDanger = Object.entries(data.danger).some(([name, said]) => own(answers, name) === said);
  const at = isDanger ? 0 : now;
  for (const [name, value] of Object.entries(answers)) {
    const question = own(data.questions, name);
    const code = question ? fault(data, question, value, own(asked, name), at) : "unknown_question";
    if (code) {
      errors.push([name, code]);
    }
  }
  for (const [name, question] of Object.entries(data.questions)) {
    if (question.r && !isAnswered(own(answers, name))) {
      errors.push([name, "required"]);
    }
  }
  const [first] = data.one_of;
  if (first && !data.one_of.some((name) => isAnswered(own(answers, name)))) {
    errors.push([first, "required"]);
  }
  return Object.fromEntries(errors);
}

/** @param {unknown} value */
function isAnswered(value) {
  return (typeof value === "string" || Array.isArray(value)) && value.length > 0;
}

/** @param {Question} question */
function isDate({ t }) {
  return t === "date" || t === "datetime";
}

/**
 * @param {ClientData} data
 * @param {Question} question
 * @param {unknown} value
 * @param {unknown} asked
 * @param {number} at 0 where two days are no matter
 * @returns {string | null}
 */
function fault({ dates }, question, value, asked, at) {
  if (question.t === "checkbox") {
    const texts = Array.isArray(value) && value.every((choice) => typeof choice === "string");
    return texts ? null : "wrong_type";
  }
  if (typeof value !== "string") {
    return "wrong_type";
  }
  if (isDate(question)) {
    if (value === asked) {
      return null;
    }
    const said = readMoment(value);
    if (!said) {
      return readTyped(dates, value).problem || "bad_date";
    }
    if (question.t !== "datetime" && value !== said[1]) {
      return "bad_date";
    }
    return at && contradicts(value, at) ? "two_days" : null;
  }
  return question.m && [...value].length > question.m ? "too_long" : null;
}

/**
 * The answers that go into the report, and those that go into the contact object; all are of the form.
 * @param {ClientData} data
 * @param {Answers} answers
 * @returns {{report: Answers, contact: Answers}}
 */
export function splitAnswers(data, answers) {
  return {
    report: pick(answers, (name) => !data.questions[name].o),
    contact: pick(answers, (name) => data.questions[name].o === "contact"),
  };
}

/**
 * @param {Answers} answers
 * @param {(name: string) => boolean} wanted
 * @returns {Answers}
 */
function pick(answers, wanted) {
  return Object.fromEntries(Object.entries(answers).filter(([name]) => wanted(name)));
}

/**
 * The queue row of a report (SPEC 5): choices and days, never a word the reporter wrote.
 * @param {Answers} answers checked answers of report and contact together, hidden ones dropped
 * @param {import("./triage.js").Verdict} verdict
 * @param {string} lang tag of the language the form was shown in
 */
export function summaryBody(answers, verdict, lang) {
  return {
    avoid: answers.c_avoid !== undefined,
    country: answers.country ?? "",
    dates: verdict.dates,
    kinds: [...(answers.kinds ?? [])],
    lang,
    level: verdict.level,
    rules: verdict.rules,
    tags: verdict.tags,
    who_for: answers.who_for ?? "",
  };
}
