/** From a draft to sealed bytes, all in the memory of this page. */

import { parseRecipient } from "../../crypto/age/hybrid.js";
import { deriveReporter, formatReceipt, newReceipt } from "../../crypto/case/receipts.js";
import { sealReport } from "../../crypto/case/sealing/sending.js";
import { encodeJson, parseB64u } from "../../crypto/encoding.js";
import { packParts } from "../wire.js";

/**
 * A receipt that nobody was shown yet, and its keys.
 * @typedef {{receipt: string, keys: import("../../crypto/case/receipts.js").ReporterKeys}} Drawn
 */

/** @type {import("../../crypto/case/sealing/sending.js").Draft} */
const NOTHING = {
  answers: {},
  contact: {},
  avoid: false,
  country: "",
  kinds: [],
  whoFor: "",
  lang: "en",
  at: 0,
  form: 1,
  level: "routine",
  rules: [],
  tags: [],
  dates: {},
};

/** @type {Promise<Drawn> | null} */
let drawn = null;

/**
 * Draw the receipt of the next report while somebody still writes, and seal a report that says nothing,
 * which goes nowhere: on a slow phone the keys, and a program that runs for the first time, are most of
 * what sending takes. The receipt is kept in this page only.
 * @param {DOMStringMap} place where reports of this page go
 * @returns {Promise<boolean>} whether that could be done; what cannot is said when a report is sealed
 */
export async function prepare(place) {
  drawn = draw(place);
  try {
    const { keys } = await drawn;
    await sealReport(NOTHING, deskOf(place), keys);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {DOMStringMap} place
 * @returns {Promise<Drawn>}
 */
async function draw({ salt = "" }) {
  const receipt = newReceipt();
  return { receipt, keys: await deriveReporter(receipt, parseB64u(salt, 32)) };
}

/** @param {DOMStringMap} place */
function deskOf({ desk = "", epoch = "", recipient = "" }) {
  return { id: desk, epoch: Number(epoch), recipient: parseRecipient(recipient) };
}

/**
 * Seal a draft under a receipt of its own.
 * @param {import("./asking.js").Asked} asked
 * @returns {Promise<import("./asking.js").Sealed>}
 */
export async function sealDraft({ draft, place }) {
  const mine = drawn ?? draw(place);
  drawn = null;
  const { receipt, keys } = await mine.catch(() => draw(place)); // It may be possible by now.
  const { meta, parts } = await sealReport(await draft, deskOf(place), keys);
  return { code: formatReceipt(receipt), body: packParts(encodeJson(meta), parts) };
}
