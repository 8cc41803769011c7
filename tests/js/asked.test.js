/** Which screens are asked, and how often the rules run for that. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { askedScreens } from "../../intake/static/js/public/form/asked.js";
import { idsOf } from "../../intake/static/js/public/form/cutting.js";

/** @typedef {import("../../intake/static/js/public/form/cutting.js").Screen} Screen */

const data = JSON.parse(readFileSync(new URL("../vectors/form.json", import.meta.url), "utf8"));

/** @param {string[]} ids @param {object} [more] @returns {Screen} */
const screen = (ids, more) => {
  const parts = ids.map((id) => /** @type {any} */ ({ id }));
  return { parts: parts.length > 0 ? parts : [/** @type {any} */ ({ id: "" })], ...more };
};

/** @param {Screen[]} screens @param {import("../../intake/static/js/form/conditions.js").Answers} answers */
const asked = (screens, answers, told = data) =>
  [...askedScreens(screens, told, answers, screens[0])].map(([{ name }, parts]) =>
    [name, ...idsOf({ parts })].filter(Boolean).join(" "),
  );

test("after the short path a screen asks what was not said, and none asks nothing", () => {
  const screens = [
    ...data.path.screens.map((/** @type {string[]} */ ids) => screen(ids, { isShort: true })),
    screen(["danger_now"]),
    screen(["who_for", "their_ok"]),
    screen(["last_when"]),
    screen(["place"]),
    screen([], { name: "end" }),
  ];
  const calm = asked(screens, { danger_now: "no" });
  assert.deepEqual(calm, ["danger_now", "who_for", "last_when", "place", "end"]);
  const danger = asked(screens, { danger_now: "yes", who_for: "saw" }).slice(3);
  assert.deepEqual(danger, ["their_ok", "place", "end"]);
  const said = { danger_now: "yes", who_for: "me", r_where: "here", last_when: "today" };
  assert.deepEqual(asked(screens, said).slice(3), ["last_when", "end"]);
});

test("a rule tells its text once, where it begins to, and the rules run once for each screen", () => {
  const lure = screen(["d_condition"]);
  const later = screen(["d_pickup"]);
  const telling = [lure, later].flatMap((after) => [
    after,
    screen([], { name: "lure", after }),
    screen([], { name: "deadline", after }),
  ]);
  let runs = 0;
  const { rows } = data.rules;
  const rules = {
    rows,
    get dates() {
      runs += 1; // Read at the beginning of each run.
      return data.rules.dates;
    },
  };
  const screens = [screen(["kinds"]), ...telling];
  const answers = { kinds: ["documents"], d_condition: ["meet"], d_pickup: "tomorrow" };
  assert.deepEqual(asked(screens, answers, { ...data, rules }), [
    "kinds",
    "d_condition",
    "lure",
    "d_pickup",
  ]);
  assert.equal(runs, 2);
  const early = { kinds: ["documents"], d_pickup: "tomorrow" }; // What is said later tells nothing yet.
  assert.deepEqual(asked(screens, early), ["kinds", "d_condition", "d_pickup", "lure"]);
  runs = 0;
  assert.deepEqual(asked(screens, { kinds: ["other"] }, { ...data, rules }), ["kinds"]);
  assert.equal(runs, 0);
});
