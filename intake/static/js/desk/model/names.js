/** Who has a case, in words: the reader is "you". */

import { say } from "../../words/say.js";
import { dayWords } from "./due.js";

/** @typedef {import("./list/items.js").Context} Context */
/** Who has a case: short for a narrow row, in full for a wide one.
 * @typedef {{brief: string, full: string, nobody: boolean}} Holder */

/** A member; `away_until` is the day on which they are there again, or null.
 * @typedef {{id: string, name: string, away_until: string | null}} Colleague */

/**
 * @param {Colleague} colleague
 * @returns {string} their name, and until when they are away
 */
export function withAbsence({ name, away_until: day }) {
  return day ? say("mark.away", { name, day: dayWords(day) }) : name;
}

/**
 * @param {{assignee: string | null, cover: string | null}} holders user names
 * @param {Colleague[]} [people]
 * @returns {string} which of them are away and until when, or empty
 */
export function absenceOf({ assignee, cover }, people = []) {
  const away = people.filter((each) => each.away_until && [assignee, cover].includes(each.name));
  return away.map(withAbsence).join(", ");
}

/**
 * @param {Pick<import("../data/rows.js").Row, "assignee" | "cover">} row
 * @param {Pick<Context, "me" | "names">} context
 * @returns {Holder}
 */
export function holderOf({ assignee, cover }, context) {
  if (!assignee) {
    return { brief: say("case.nobody"), full: say("case.nobody"), nobody: true };
  }
  const [first, second] = [assignee, cover].map((account) => nameOf(account, context));
  const covers = second === say("case.you");
  const full = `${first}, ${second || say("rows.no_cover")}`;
  return { brief: covers ? say("rows.you_cover") : first, full, nobody: false };
}

/**
 * @param {string | null} account id or user name
 * @param {Pick<Context, "me" | "names">} context
 * @returns {string} nobody is empty
 */
export function nameOf(account, { me, names }) {
  const name = names.get(account ?? "") ?? account ?? "";
  return name === me ? say("case.you") : name;
}
