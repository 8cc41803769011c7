/** What counts as one letter: fetched when somebody first looks for something, or opens a case. */

import { learnLetters } from "../../form/folding.js";
import { getJson } from "../../staff/staff_api.js";

/** @type {Promise<void> | null} */
let learnt = null;

/** @returns {Promise<void>} once it is known; one that could not be fetched is asked for again */
export function requireLetters() {
  learnt = learnt ?? fetchLetters();
  return learnt;
}

async function fetchLetters() {
  try {
    learnLetters(await getJson(document.body.dataset.letters ?? ""));
  } catch (error) {
    learnt = null;
    throw error;
  }
}
