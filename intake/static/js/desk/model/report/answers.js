/** The answers of a report by topic, in the order of the form and with its English words. */

import { dayOfMoment, readMoment } from "../../../form/moments.js";
import { visible } from "../../../form/questions.js";
import { isAboutOther } from "../../../form/wording.js";
import { own } from "../../../own.js";
import { say } from "../../../words/say.js";
import { dayWords } from "../due.js";

/** @typedef {import("../../../form/conditions.js").Answers} Answers */
/** @typedef {{label: string, choices: Record<string, string>}} QuestionText */
/**
 * The English form: `other` words what reads differently about somebody else, `topics` are id, words and questions of each topic, `known` what must be known before
 * contact, `reasons` the words of the rules by id, `tags` those of their tags, `words` those of the codes
 * of casework, `runs` a regular expression with one group: a number, a plate, an address.
 * @typedef {import("../../../form/questions.js").ClientData & {texts: Record<string, QuestionText>,
 *   other: import("../../../form/wording.js").Meant & {words: Record<string, QuestionText>},
 *   topics: [string, string, string[]][], known: Known[], reasons: Record<string, {why: string, first: string}>,
 *   tags: Record<string, string>, words: Record<string, string>,
 *   codes: Record<string, string[]>, runs: string}} Form
 */
/** @typedef {{words: string, grave?: true, tell?: string[],
 *   when?: import("../../../form/conditions.js").Condition}} Known */
/** One answer; `typed` is what the reporter wrote themselves.
 * @typedef {{id: string, label: string, words: string, typed: boolean}} Answer */
/** @typedef {{id: string, title: string, brief: string, answers: Answer[]}} Topic */

const STORY = "story"; // It has a place of its own.
const BRIEF = 3; // Answers that stand beside the title of a folded topic.

/**
 * @param {Form} form
 * @param {Answers} answers of the report
 * @returns {Form} in the wording in which whoever gave them read the questions (SPEC 5)
 */
export function wordedFor(form, answers) {
  const { other, texts } = form;
  return isAboutOther(other, answers) ? { ...form, texts: { ...texts, ...other.words } } : form;
}

/**
 * @param {Form} form
 * @param {Answers} answers of report and contact together
 * @param {number} at when the report was sealed, Unix seconds
 * @returns {Topic[]} those with an answer
 */
export function topicsOf(form, answers, at) {
  const topics = form.topics.map((topic) => topicOf(form, answers, at, topic));
  const known = new Set(form.topics.flatMap(([, , questions]) => questions));
  // An answer to no question of this form is shown under its id rather than lost.
  const unknown = Object.keys(answers).filter((id) => !known.has(id));
  const rest = topicOf(form, answers, at, ["unknown", say("topic.unknown"), unknown]);
  return [...topics, rest].filter((topic) => topic.answers.length);
}

/**
 * @param {Form} form
 * @param {Answers} answers
 * @returns {number} questions that were shown to the reporter and not answered
 */
export function countUnanswered(form, answers) {
  return [...visible(form, answers)].filter((id) => own(answers, id) === undefined).length;
}

/**
 * @param {Form} form
 * @param {Answers} answers
 * @param {number} at
 * @param {[string, string, string[]]} topic
 * @returns {Topic}
 */
function topicOf(form, answers, at, [id, title, questions]) {
  const given = questions.filter((each) => each !== STORY && own(answers, each) !== undefined);
  const told = given.map((each) => answerOf(form, each, own(answers, each) ?? "", at));
  const chosen = told.filter(({ typed }) => !typed).slice(0, BRIEF);
  const brief = chosen.map(({ words }) => words.split("\n").join(", ")).join(" · ");
  return { id, title, brief, answers: told };
}

/**
 * @param {Form} form
 * @param {string} id
 * @param {string | readonly string[]} value
 * @param {number} at when the report was sealed, Unix seconds
 * @returns {Answer}
 */
export function answerOf(form, id, value, at) {
  const type = own(form.questions, id)?.t ?? "text";
  const texts = own(form.texts, id);
  const choices = texts?.choices ?? {};
  const chosen = Object.keys(choices).length > 0;
  const isDate = type === "date" || type === "datetime";
  const values = typeof value === "string" ? [value] : value;
  const words = values.map((one) =>
    isDate ? dateWords(one, choices, at) : (own(choices, one) ?? one),
  );
  const typed = !chosen && !isDate;
  return { id, label: texts?.label ?? id, words: words.join("\n"), typed };
}

/**
 * A time without zone is shown as it was written: nobody knows whose clock it was. With a rough day stands
 * the day on which it was sent.
 * @param {string} value as `form/moments.js` reads it
 * @param {Record<string, string>} choices words of rough days and parts of the day
 * @param {number} at
 */
function dateWords(value, choices, at) {
  const said = readMoment(value);
  if (!said) {
    const parts = value.split("|").map((part) => part.replace(/^@/, ""));
    return parts
      .filter(Boolean)
      .map((part) => own(choices, part) ?? part)
      .join(", ");
  }
  const hour = said[3];
  const parts = said.slice(0, 3).filter(Boolean);
  const words = parts.map(
    (part) => own(choices, part) ?? (part === said[1] ? fullDay(part) : part),
  );
  const when = words.join(", ");
  const sent = fullDay(dayOfMoment("today", at));
  const day = said[0] ? say("case.sent_on", { when, day: sent }) : when;
  return hour ? say("case.their_clock", { day: day || say("case.some_day"), hour }) : day;
}

/** @param {string} day */
function fullDay(day) {
  return `${dayWords(day)} ${day.slice(0, 4)}`;
}
