/** Which screens are asked now, and what of each: nothing that was said already. */

import { holds } from "../../form/conditions.js";
import { dropHidden, visible } from "../../form/questions.js";
import { own } from "../../own.js";
import { toldNow } from "../questions/telling.js";
import { idsOf, NOW } from "./cutting.js";

/** @typedef {import("../../form/questions.js").ClientData} ClientData */
/** @typedef {import("../../form/conditions.js").Answers} Answers */
/** @typedef {import("./cutting.js").Part} Part */
/** @typedef {import("./cutting.js").Screen} Screen */

/**
 * Return the screens that are asked, given the answers so far, each with those of its parts that are.
 * @param {readonly Screen[]} screens
 * @param {ClientData} data
 * @param {Answers} answers
 * @param {Screen} current nothing goes from it while it is in sight
 * @returns {Map<Screen, Part[]>} in the order in which they are asked
 */
export function askedScreens(screens, data, answers, current) {
  const shown = visible(data, answers);
  const isShort = onShortPath(data, answers);
  const known = isShort ? saidOnPath(data, answers, idsOf(current)) : [];
  const begins = startBeginning(data, answers);
  /** @type {Map<Screen, Part[]>} */
  const found = new Map();
  for (const screen of screens) {
    const parts = screen.parts.filter(
      ({ id }) => !id || (shown.has(id) && (screen.isShort || !known.includes(id))),
    );
    const isAsked = screen.after
      ? begins(found, screen)
      : screen.isShort
        ? isShort
        : screen.name === NOW
          ? !isShort && sendsAtOnce(data, answers)
          : parts.some(({ id }) => id) || idsOf(screen).length === 0;
    if (isAsked) {
      found.set(screen, parts);
    }
  }
  return found;
}

/**
 * Return the questions that need not be asked after the short path: its own, and what these said already.
 * @param {ClientData} data
 * @param {Answers} answers
 * @param {readonly string[]} current what is in sight
 * @returns {string[]}
 */
function saidOnPath({ path }, answers, current) {
  const isGiven = (/** @type {string} */ id) => own(answers, id) !== undefined;
  const said = Object.entries(path?.says ?? {}).filter(
    ([by, id]) => isGiven(by) && !isGiven(id) && !current.includes(id),
  );
  return [...(path?.screens ?? []), said.map(([, id]) => id)].flat();
}

/**
 * Return what tells whether a screen comes where a rule begins to tell its text: the answers up to there
 * make it speak, and it was not told before. The rules run once for each screen that something may come after.
 * @param {ClientData} data
 * @param {Answers} answers
 */
function startBeginning(data, answers) {
  const given = Object.entries(dropHidden(data, answers));
  /** @type {Map<Screen, string[]>} */
  const told = new Map();
  return (/** @type {Map<Screen, Part[]>} */ found, /** @type {Screen} */ { after, name = "" }) => {
    if (!after || !found.has(after) || [...found.keys()].some((each) => each.name === name)) {
      return false;
    }
    const ids = [...found.values()].flatMap((parts) => idsOf({ parts }));
    const until = Object.fromEntries(given.filter(([id]) => ids.includes(id)));
    const names = told.get(after) ?? toldNow(data.rules, until);
    told.set(after, names);
    return names.includes(name);
  };
}

/**
 * @param {ClientData} data
 * @param {Answers} answers
 */
function onShortPath({ path }, answers) {
  return Boolean(path && holds(path.when, answers, 0));
}

/**
 * Tell whether "Send now" sends at once, with nothing to be looked at before: somebody is in danger.
 * @param {ClientData} data
 * @param {Answers} answers
 */
export function sendsAtOnce(data, answers) {
  const [first] = Object.keys(data.danger);
  return data.path
    ? onShortPath(data, answers)
    : Boolean(first) && answers[first] === data.danger[first];
}
