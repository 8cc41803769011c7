/**
 * What is being written in the open case. It is sealed and kept every second while somebody types, and
 * once at the end, so that a crash costs a second at most; locking keeps the last word, too. Nothing is
 * ever sent to the reporter by itself.
 */

import { dropDraft, keepDraft } from "../../data/case/drafts.js";
import { WorkerFailed } from "../../keys/port.js";
import { kept } from "../kept.js";

/** @typedef {import("../../keys/port.js").Port} Port */
/** @typedef {"" | "typing" | "kept" | "failed" | "too_long" | "lost"} Keeping */

/** Of 32 KiB, which a browser sends of a page that goes: in base64url, with room for the rest. */
const LEAVING_BYTES = 24_000;
/** How long what is not kept waits. @type {Partial<Record<Keeping, number>>} */
const WAIT_MS = { typing: 1_000, failed: 5_000 };

/** Words by field: `reply`, `note`, and the fields of acts. */
export const fields = kept(() => /** @type {Record<string, string>} */ ({}));
export const keeping = kept(() => ({ how: /** @type {Keeping} */ (""), at: 0 }));

/** The case that `fields` are of. */
let caseId = "";
/** Whether a clock runs at whose end it is kept. */
let due = false;
/** Sealed, and not known to be stored. @type {Uint8Array | null} */
let unsent = null;
/** Words that were typed after the last sealing, or that it did not keep. */
let unsealed = false;
/** Sealings and sendings, one after the other, and how many. */
let under = Promise.resolve();
let busy = 0;

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
  keepSoon(port);
}

/**
 * Keep what is typed by then. While something is under way nothing is begun: what was typed meanwhile
 * comes after it, all at once.
 * @param {Port} port
 */
function keepSoon(port) {
  const wait = WAIT_MS[keeping.value.how];
  if (unsealed && wait && !busy && !due) {
    due = true;
    setTimeout(() => {
      due = false;
      keepTyped(port);
    }, wait);
  }
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
  busy += 1;
  under = under.then(async () => {
    await keep(port, id, draft);
    busy -= 1;
    keepSoon(port);
  });
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
  const last = keepTyped(port);
  fields.value = {};
  keeping.value = { how: "", at: 0 };
  await last;
  caseId = "";
  unsent = null;
  unsealed = false;
}

/** @param {Port} port @returns {Promise<void>} when all that was typed is kept */
export function keepTyped(port) {
  return unsealed ? keepNow(port) : under;
}

/**
 * Send what is sealed while the page goes; ask before it goes where that is not possible. A page that
 * locks asks nothing: it keeps what was typed before its keys go.
 * @param {Port} port
 */
export function watchLeavingDraft(port) {
  addEventListener(
    "pagehide",
    () => {
      if (unsent) {
        keepDraft(caseId, unsent, { keepalive: true }).catch(() => {}); // Nobody hears of it.
      }
    },
    { capture: true },
  );
  addEventListener("visibilitychange", () => keepTyped(port));
  addEventListener("beforeunload", (event) => {
    const isLarge = unsent && unsent.length > LEAVING_BYTES;
    if (keeping.value.how && (unsealed || isLarge)) {
      event.preventDefault();
      keepTyped(port);
    }
  });
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
    unsealed = true;
  }
}

/** @param {string} id @param {Keeping} how */
function note(id, how) {
  if (id === caseId && keeping.value.how !== "") {
    keeping.value = { how: unsealed ? "typing" : how, at: Date.now() };
  }
}
