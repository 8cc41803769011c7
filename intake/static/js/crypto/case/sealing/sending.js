/**
 * Everything a report needs to be sent (SPEC 5, 6 and 9).
 *
 * What was sealed is opened again before it is handed out: a report that nobody can read must not
 * look sent.
 */

import { encodeRecipient, newSeed, recipientOf } from "../../age/hybrid.js";
import { wipe } from "../../bytes.js";
import { b64u } from "../../encoding.js";
import { verificationKey } from "../../keys.js";
import { BOX, caseId, deskHolder, makeKeyFile } from "../keyfiles.js";
import { fileHash, newId, rowOf, sealObject } from "../objects.js";
import { openAsReporter } from "../reading/trusted.js";
import { tokenHash } from "../receipts.js";

/** @typedef {import("../frames.js").FrameFields} FrameFields */
/** @typedef {import("../receipts.js").ReporterKeys} ReporterKeys */

/**
 * Where a report goes: desk id, epoch, recipient of 1,216 bytes.
 * @typedef {{id: string, epoch: number, recipient: Uint8Array}} Desk
 */

/**
 * What a reporter sends, in clear. `contact` are the answers that the form marks
 * `object = "contact"`, `answers` all others; `avoid` (whether somebody must not see this),
 * `country`, `kinds` and `whoFor` make the queue row; `lang` is the tag the form was shown in, `at`
 * the sender's clock in Unix seconds, a full hour, and `serverAt` the hour the server told, if it
 * told one; `form` is the form's version; `level`, `rules` and `tags` are the verdict of triage at
 * both, and so are `dates`: days by rule id, at most 8.
 * @typedef {{answers: Record<string, unknown>, contact: Record<string, unknown>, avoid: boolean,
 *   country: string, kinds: string[], whoFor: string, lang: string, at: number, form: number,
 *   level: string, rules: string[], tags: string[], dates: Record<string, string>,
 *   by?: "reporter" | "helper", serverAt?: number | null}} Draft
 */

/**
 * What crosses to the server: the `meta` object of SPEC 9 and five age files by part name.
 * @typedef {{case: string, level: string, meta: Record<string, unknown>,
 *   parts: Record<string, Uint8Array>}} Sending
 */

/**
 * Seal a report with a new case identity.
 * @param {Draft} draft
 * @param {Desk} desk the desk of today
 * @param {ReporterKeys} keys derived from the receipt that the reporter will be shown
 * @returns {Promise<Sending>}
 * @throws {Error} PaddingError: the answers are too long; FrameError: a field of the draft is none
 *   that a reader accepts; AgeError: the desk's recipient is no key
 */
export async function sealReport(draft, desk, keys) {
  const caseSeed = newSeed();
  const recipient = recipientOf(caseSeed);
  const reporter = recipientOf(keys.reporterSeed);
  const author = await verificationKey(keys.authorSeed);
  const id = await caseId(recipient, author, reporter);
  const common = { case: id, epoch: 0, by: draft.by ?? "reporter", after: [] };
  /** @type {Record<string, FrameFields>} */
  const frames = {};
  /** @type {Record<string, Uint8Array>} */
  const parts = {};
  for (const [kind, body] of Object.entries(bodiesOf(draft, desk))) {
    const to = kind === "summary" ? desk.recipient : recipient;
    frames[kind] = { ...common, id: newId(), kind, body };
    parts[kind] = await sealObject(frames[kind], caseSeed, keys.authorSeed, to);
  }
  await addKeyFiles(parts, { id, caseSeed, author, reporter }, desk, keys);
  wipe(caseSeed);
  await requireReadable(frames, parts, keys);
  const meta = await metaOf(draft, desk, frames, parts, keys.token);
  return { case: id, level: draft.level, meta, parts };
}

/**
 * @param {Draft} draft
 * @param {Desk} desk
 */
function bodiesOf(draft, desk) {
  const { answers, contact, avoid, country, dates, kinds, whoFor, at, form } = draft;
  const { serverAt = null } = draft;
  const { lang, level, rules, tags } = draft;
  const verdict = { lang, level, rules, tags };
  return {
    summary: { ...verdict, avoid, country, dates, kinds, who_for: whoFor },
    report: {
      ...verdict,
      answers,
      at,
      desk: encodeRecipient(desk.recipient),
      form,
      server_at: serverAt,
    },
    contact: { answers: contact },
  };
}

/**
 * Add the key files for the desk and for the box.
 * @param {Record<string, Uint8Array>} parts
 * @param {{id: string, caseSeed: Uint8Array, author: Uint8Array, reporter: Uint8Array}} made
 * @param {Desk} desk
 * @param {ReporterKeys} keys
 */
async function addKeyFiles(parts, { id, caseSeed, author, reporter }, desk, { authorSeed }) {
  const forBox = {
    case: id,
    epochs: new Map([[0, caseSeed]]),
    notes: new Map(),
    holder: BOX,
    by: "reporter",
    author,
    reporter,
    report: await fileHash(parts.report),
    contact: await fileHash(parts.contact),
  };
  const forDesk = { ...forBox, holder: deskHolder(desk.id, desk.epoch) };
  parts.key_desk = await makeKeyFile(forDesk, authorSeed, desk.recipient);
  parts.key_box = await makeKeyFile(forBox, authorSeed, reporter);
}

/**
 * Open what the reporter will open, the way the box does; throws Untrusted if that fails.
 * @param {Record<string, FrameFields>} frames
 * @param {Record<string, Uint8Array>} parts
 * @param {ReporterKeys} keys
 */
async function requireReadable(frames, parts, keys) {
  const trusted = await openAsReporter(parts.key_box, keys, frames.report.case);
  for (const kind of ["report", "contact"]) {
    await trusted.read(rowOf(frames[kind]), parts[kind]);
  }
  trusted.close();
}

/**
 * @param {Draft} draft
 * @param {Desk} desk
 * @param {Record<string, FrameFields>} frames
 * @param {Record<string, Uint8Array>} parts
 * @param {Uint8Array} token
 */
async function metaOf({ form, level }, desk, frames, parts, token) {
  /** @type {Record<string, string>} */
  const hashes = {};
  for (const [name, file] of Object.entries(parts)) {
    hashes[name] = await fileHash(file);
  }
  return {
    case: frames.report.case,
    desk: desk.id,
    desk_epoch: desk.epoch,
    form,
    ids: Object.fromEntries(Object.entries(frames).map(([kind, { id }]) => [kind, id])),
    level,
    sha256: hashes,
    token: b64u(await tokenHash(token)),
    v: 1,
  };
}
