/** Rows as the server lists them, and a summary as a reporter seals it. */

import { readFileSync } from "node:fs";
import { learn } from "../../../intake/static/js/words/say.js";

/** @typedef {import("../../../intake/static/js/desk/data/rows.js").Row} Row */

const RULES = new URL("../../../intake/form/data/rules.toml", import.meta.url);
const SHORT = readFileSync(RULES, "utf8").matchAll(/id = "(\w+)"[^[]*?\nshort = "([^"]+)"/g);
learn({
  "country.be": "Belgium",
  "lang.zh-Hans": "Simplified Chinese",
  "lang.ug": "Uyghur",
});
learn(Object.fromEntries([...SHORT].map(([, id, words]) => [`rule.${id}`, words])));

export const TODAY = "2026-11-20"; // A Friday.

export const answering =
  /** @type {import("../../../intake/static/js/desk/model/due.js").Answering} */ ({
    staffed: [1, 2, 3, 4, 5],
    holidays: [],
    times: {
      emergency: [15, "minutes"],
      urgent: [4, "hours"],
      soon: [2, "working_days"],
      routine: [7, "days"],
    },
  });

export const context = { me: "anna", today: TODAY, answering, tags: {}, names: new Map() };

/**
 * @param {Partial<Row>} given
 * @returns {Row}
 */
export function row(given = {}) {
  return {
    case: "0".repeat(32),
    desk_epoch: 1,
    level: "soon",
    claimed: false,
    status: "new",
    aside: false,
    opened: true,
    server_saw: false,
    received_on: TODAY,
    active_on: TODAY,
    days: 0,
    assignee: null,
    cover: null,
    mine: false,
    lists: ["now"],
    unread: false,
    waiting_on: TODAY,
    on_it: null,
    proposal: null,
    unconfirmed: [],
    late_keys: [],
    by_one: [],
    screened: 0,
    rekey: false,
    late: false,
    unattended: false,
    unreadable: false,
    summary: { id: "1".repeat(32), epoch: 0, by: "reporter", sha256: "x" },
    ...given,
  };
}

/**
 * @param {Record<string, unknown>} given
 * @returns {import("../../../intake/static/js/desk/keys/summaries.js").Summary}
 */
export function summary(given = {}) {
  const body = {
    avoid: false,
    country: "be",
    dates: {},
    kinds: ["documents"],
    lang: "zh-Hans",
    level: "soon",
    rules: [],
    tags: [],
    who_for: "me",
    ...given,
  };
  return { case: "0".repeat(32), sha256: "x", body, refused: "" };
}
