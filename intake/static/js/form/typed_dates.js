/**
 * Reading days and hours as people write them: understood, or asked back, and never read wrong.
 *
 * Twin of `intake/form/given/typed_dates.py`, which says what each step is for; both read
 * `tests/vectors/typed_dates.json`. The rows of `dates.toml` come with the page's data.
 */

import { readDigits } from "../crypto/encoding.js";
import { isDay } from "../crypto/shapes.js";

/** @typedef {[string, string][]} Grammar patterns, and what stands for what they match */
/**
 * What was written means: an answer (`moments.js`), or a problem to ask back about, and the days
 * (without a year `-11-25`) or hours it can mean.
 * @typedef {{answer: string, problem: string, meant: string[]}} Typed
 */

const MAX_CHARACTERS = 200;
const ORDERS = ["dmy", "mdy", "ymd"];
// Kinds of parts: rough day, part of the day, am or pm, hour, weekday, year, month, day, bare numbers.
const PART =
  /^(?:(today|tomorrow|week|next_week|later|not_said)|(morning|afternoon|evening|night)|([ap])M|T([0-9]{1,2}_[0-9]{2})|W([1-7])|Y([0-9]+)|M([0-9]+)|D([0-9]+)|[./-]*([0-9](?:[0-9./-]*[0-9])?)?[./-]*)$/;
const KINDS = 8;
/** First and last hour that go with a part of the day; from 24 on those after midnight.
 * @type {Record<string, [number, number]>} */
const HOURS = {
  morning: [0, 11],
  afternoon: [12, 19],
  evening: [16, 23],
  night: [18, 29],
  a: [0, 11],
  p: [12, 23],
};

const NO_DAY = "?"; // What numbers mean that name a month and a day it does not have.

/**
 * @param {string} problem
 * @param {string[]} [meant]
 * @returns {Typed}
 */
const ask = (problem, meant = []) => ({ answer: "", problem, meant });
/** @param {string} answer @returns {Typed} */
const understood = (answer) => ({ answer, problem: "", meant: [] });

/**
 * Read what somebody wrote about a day or an hour; never throws.
 * @param {Grammar} grammar
 * @param {string} written before an hour from a field of its own stands `@`
 * @returns {Typed}
 */
export function readTyped(grammar, written) {
  const sorted = sort(plain(grammar, written));
  if (!sorted) {
    return ask("bad_date");
  }
  const [[rough, part, half, clock, weekday, y, m, d], groups] = sorted;
  const day = readDay({ y, m, d }, groups, weekday);
  const hour = readHour(clock, part, half);
  const answer = [rough, day.answer, part, hour.answer].filter(Boolean).join(" ");
  return (
    [day, hour].find(({ problem }) => problem) ?? (answer ? understood(answer) : ask("bad_date"))
  );
}

/**
 * @param {Grammar} grammar
 * @param {string} written
 * @returns {string} ASCII digits and parts with one meaning, blanks between them
 */
function plain(grammar, written) {
  const characters = Array.from(written);
  const text = characters
    .slice(0, MAX_CHARACTERS + 1)
    .join("")
    .normalize("NFKC")
    .toLowerCase();
  const digits = Array.from(text, (each) => readDigits(each) || each).join("");
  const parts = grammar.reduce(
    (read, [pattern, meaning]) => read.replace(new RegExp(pattern, "g"), meaning),
    digits,
  );
  return characters.length > MAX_CHARACTERS ? "?" : parts;
}

/**
 * @param {string} text
 * @returns {[string[], string[][]] | null} the parts by kind, bare numbers by group; null if one has no
 *   place
 */
function sort(text) {
  const found = Array(KINDS).fill("");
  /** @type {string[][]} */
  const groups = [];
  for (const token of text.split(/[ ,\t\n]+/)) {
    const [, ...values] = PART.exec(token) ?? [];
    const bare = values[KINDS];
    if (
      values.length === 0 ||
      found.some((value, at) => value && values[at] && values[at] !== value)
    ) {
      return null;
    }
    found.forEach((value, at) => {
      found[at] = value || values[at] || "";
    });
    if (bare) {
      groups.push(bare.split(/[./-]+/));
    }
  }
  return [found, groups];
}

/**
 * @param {Record<string, string>} parts
 * @param {string[][]} groups
 * @param {string} weekday
 * @returns {Typed}
 */
function readDay(parts, groups, weekday) {
  const marked = Object.keys(parts).filter((kind) => parts[kind]);
  const numbers = groups.flat();
  const count = marked.length + numbers.length;
  if (count === 0) {
    return weekday ? ask("bad_date") : understood("");
  }
  const isSingle = marked.length === 0 || numbers.length === groups.length;
  const readings = isSingle ? readingsOf(parts, marked, numbers) : [];
  const [day = ""] = readings;
  if (!day) {
    return ask(count < 3 ? "half_date" : "bad_date");
  }
  if (day[0] === "-" || readings.length > 1) {
    return ask(day[0] === "-" ? "no_year" : "which_date", readings);
  }
  const isWeekday = !weekday || new Date(day).getUTCDay() === Number(weekday) % 7;
  return isWeekday ? understood(day) : ask("bad_date");
}

/**
 * @param {Record<string, string>} parts
 * @param {string[]} marked
 * @param {string[]} numbers
 * @returns {string[]} the days they can mean, in each order that people write them in
 */
function readingsOf(parts, marked, numbers) {
  const readings = ORDERS.flatMap((order) => {
    const free = [...order].filter((kind) => !marked.includes(kind));
    return [free, free.filter((kind) => kind !== "y")]
      .filter((kinds) => kinds.length === numbers.length)
      .map((kinds) => {
        const said = Object.fromEntries(kinds.map((kind, at) => [kind, numbers[at]]));
        return dayOf({ ...parts, ...said });
      });
  });
  return readings.includes(NO_DAY) ? [] : [...new Set(readings)].filter(Boolean);
}

/** @param {Record<string, string>} parts */
function dayOf({ y, m, d }) {
  const year = y || "2000"; // A year that has every day.
  const month = `${year.length === 2 ? "20" : ""}${year}-${m.padStart(2, "0")}-`;
  if (!isDay(`${month}01`) || !/^[12]/.test(month) || Number(d) < 1 || Number(d) > 31) {
    return "";
  }
  const text = month + d.padStart(2, "0");
  return isDay(text) ? text.slice(y ? 0 : 4) : NO_DAY;
}

/**
 * @param {string} clock `3_30`
 * @param {string} part
 * @param {string} half `a` or `p`
 * @returns {Typed}
 */
function readHour(clock, part, half) {
  if (!clock) {
    return half ? ask("bad_date") : understood("");
  }
  const [hour, minute] = clock.split("_");
  const said = [part, half].filter(Boolean).map((each) => HOURS[each]);
  const meant = hoursOf(hour, said.length > 0, half === "a")
    .filter((each) => said.every(([first, last]) => each >= first && each <= last))
    .map((each) => `${String(each % 24).padStart(2, "0")}:${minute}`);
  if (minute > "59" || meant.length === 0) {
    return ask("bad_date");
  }
  return meant.length > 1 ? ask("which_hour", meant) : understood(meant[0]);
}

/**
 * @param {string} hour
 * @param {boolean} isSaid whether part of the day, am or pm were said
 * @param {boolean} isAm
 * @returns {number[]} the hours that a number can mean; two digits are the clock's own
 */
function hoursOf(hour, isSaid, isAm) {
  const number = Number(hour);
  const later = number > 0 && number < 12 ? [number + 12] : [];
  if (number > 23) {
    return [];
  }
  if (!isSaid) {
    return hour.length > 1 ? [number] : [number, ...later];
  }
  if (number === 12) {
    return [isAm ? 0 : 12];
  }
  return [number, ...later, number + 24];
}
