/**
 * Whether the row of a case says what report and acts come to, as far as they state it (SPEC 5).
 *
 * Not all that a row says is an act's: who took a case stands in key files, that a proposal has lapsed
 * only the server knows. What is compared here no honest row contradicts.
 * Twin of `intake/crypto/case/acts/comparing.py`; both read `tests/vectors/comparing.json`.
 */

/** @typedef {import("./standing.js").Standing} Standing */
/** What the row says; people are account ids, `holders` who took the case and who covers it.
 * @typedef {{level: string, aside: boolean, closed: boolean, paused: boolean, holders: string[],
 *   excluded: string[]}} RowState */

/**
 * @param {Standing} standing what report and acts come to, all of which were read
 * @param {RowState} row as the server tells it
 * @returns {string[]} in what it differs, of `level aside closed paused excluded holders`, in this order
 */
export function differences(standing, { level, aside, closed, paused, holders, excluded }) {
  const kept = [...standing.excluded, ...excluded];
  const shown = standing.aside && !aside && !holders.length; // Taking it brings it back.
  const found = {
    level: level !== standing.level,
    aside: shown || (aside && !standing.aside),
    closed: closed !== standing.closed.length > 0,
    paused: standing.paused && !paused,
    excluded: !(isWithin(standing.excluded, excluded) && isWithin(excluded, standing.meant)),
    holders:
      holders.some((each) => kept.includes(each)) ||
      !isWithin(Object.values(standing.handed), [...holders, ...kept]),
  };
  return Object.keys(found).filter((part) => found[/** @type {keyof typeof found} */ (part)]);
}

/**
 * @param {string[]} some
 * @param {string[]} all
 */
function isWithin(some, all) {
  return some.every((each) => all.includes(each));
}
