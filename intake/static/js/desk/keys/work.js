/** Everything the page may ask of the worker, by name; what leads a key out of it does not exist. */

import { compared, roster, unlock } from "./account.js";
import { closeCase, openCase } from "./cases.js";
import { openDesk, openSummaries } from "./summaries.js";
import { openCards, sealCards } from "./vault.js";

/** Each is called with what is held and with what was given, and returns what can be posted. */
export const WORK = Object.freeze({
  closeCase,
  compared,
  openCards,
  openCase,
  openDesk,
  openSummaries,
  roster,
  sealCards,
  unlock,
});
