/** Everything the page may ask of the worker, by name; what leads a key out of it does not exist. */

import { compared, roster, unlock } from "./account.js";
import { openDraft, sealDraft } from "./case/drafts.js";
import { grantDesk, grantKeys } from "./case/granting.js";
import { closeCase, openCase, readWritten } from "./case/opening.js";
import { sealAct, sealReply } from "./case/sealing.js";
import { openDesk, openSummaries } from "./summaries.js";
import { openCards, sealCards } from "./vault.js";

/** Each is called with what is held and with what was given, and returns what can be posted. */
export const WORK = Object.freeze({
  closeCase,
  compared,
  grantDesk,
  grantKeys,
  openCards,
  openCase,
  openDesk,
  openDraft,
  openSummaries,
  readWritten,
  roster,
  sealAct,
  sealCards,
  sealDraft,
  sealReply,
  unlock,
});
