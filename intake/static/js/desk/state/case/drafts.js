/**
 * What is being written in the open case. It is sealed and kept a moment after typing stops, so that a
 * lock, a reload or a crash costs a word at most. Nothing is ever sent to the reporter by itself.
 */

import { onLock } from "../../../staff/session/idle.js";
import { dropDraft, keepDraft, keepWhileLeaving } from "../../data/case/drafts.js";
import { WorkerFailed } from "../../keys/port.js";
import { kept } from "../kept.js";

/** @typedef {import("../../keys/port.js").Port} Port */
/** @typedef {"" | "typing" | "kept" | "failed" | "too_long" | "lost"} Keeping */

const QUIET_MS = 250;
const RETRY_MS = 5_000;

/** Words by field: `reply`, `note`, and the fields of acts. */
export const fields = kept(() => /** @type {Record<string, string>} */ ({}));
export const keeping = kept(() => ({ how: /** @type {Keeping} */ (""), at: 0 }));

/** The case that `fields` are of. */
let caseId = "";
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** Sealed, and not known to be stored. @type {Uint8Array | null} */
let unsent = null;
/** Words that were typed after the last sealing. */
let unsealed = false;
/** Sealings and sendings, one after the other. */
let under = Promise.resolve();

/** @param {string} name @returns {string} */
export function words(name) {
  return fields.value[name] ?? "";
}

/**
 * Take in what was typed.
 * @param {Port} port
 * @param {string} name of the field
 * @param {string} text
 */
export function type(port, name, text) {
  fields.value = { ...fields.value, [name]: text };
  keeping.value = { ...keeping.value, how: "typing" };
  unsealed = true;
  clearTimeout(timer);
  timer = setTimeout(() => keepNow(port), QUIET_MS);
}

/**
 * Drop fields that were sent or are not wanted.
 * @param {Port} port
 * @param {string[]} names
 * @returns {Promise<void>} when it is dropped where it was kept
 */
export function drop(port, ...names) {
  const left = Object.entries(fields.value).filter(([name]) => !names.includes(name));
  fields.value = Object.fromEntries(left);
  clearTimeout(timer);
  unsealed = true;
  return keepNow(port);
}

/**
 * Seal and keep what stands in the fields, after what is under way.
 * @param {Port} port
 * @returns {Promise<void>}
 */
export function keepNow(port) {
  const [id, draft] = [caseId, filled()];
  unsealed = false;
  under = under.then(() => keep(port, id, draft)).catch(() => {});
  return under;
}

/**
 * Put back what was kept of a case.
 * @param {Port} port
 * @param {string} id of the case that is shown from now on
 * @param {Uint8Array | undefined} file
 */
export async function restoreDraft(port, id, file) {
  const draft = file && (await port.ask("openDraft", { case: id, file }));
  caseId = id;
  fields.value = draft ?? {};
  keeping.value = { how: file && !draft ? "lost" : draft ? "kept" : "", at: 0 };
}

/**
 * Leave a case: what was typed a moment ago is kept first, then its words go.
 * @param {Port} port
 */
export async function forgetDraft(port) {
  clearTimeout(timer);
  const last = unsealed ? keepNow(port) : under;
  fields.value = {};
  keeping.value = { how: "", at: 0 };
  await last;
  caseId = "";
  unsent = null;
}

/**
 * Send what is sealed while the page goes; ask before it goes where that is not possible. A page that
 * locks asks nothing: its session is over, and what was sealed before is kept.
 */
export function watchLeavingDraft() {
  addEventListener(
    "pagehide",
    () => {
      if (unsent && caseId) {
        keepWhileLeaving(caseId, unsent);
      }
    },
    { capture: true },
  );
  onLock(() => {
    clearTimeout(timer);
    unsealed = false;
    unsent = null;
  });
  addEventListener("beforeunload", (event) => {
    const large = unsent && !fitsLeaving(unsent);
    if (unsealed || large) {
      event.preventDefault();
    }
  });
}

/** @param {Uint8Array} file */
function fitsLeaving({ length }) {
  return length < 24_000; // In base64url, with room for the rest of the body.
}

function filled() {
  return Object.fromEntries(Object.entries(fields.value).filter(([, text]) => text));
}

/**
 * @param {Port} port
 * @param {string} id
 * @param {Record<string, string>} draft
 */
async function keep(port, id, draft) {
  if (!id) {
    return;
  }
  try {
    if (Object.keys(draft).length === 0) {
      unsent = null;
      await dropDraft(id);
      note(id, "");
    } else {
      unsent = await port.ask("sealDraft", { case: id, draft });
      await keepDraft(id, unsent);
      unsent = null;
      note(id, "kept");
    }
  } catch (error) {
    const tooLong = error instanceof WorkerFailed && error.code === "too_long";
    note(id, tooLong ? "too_long" : "failed");
    if (!tooLong) {
      clearTimeout(timer);
      timer = setTimeout(() => keepNow(port), RETRY_MS);
    }
  }
}

/** @param {string} id @param {Keeping} how */
function note(id, how) {
  if (id === caseId && keeping.value.how !== "") {
    keeping.value = { how: unsealed ? "typing" : how, at: Date.now() };
  }
}
