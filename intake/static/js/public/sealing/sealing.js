/** From a draft to sealed bytes, all in the memory of this page. */

import { parseRecipient } from "../../crypto/age/hybrid.js";
import { deriveReporter, formatReceipt, newReceipt } from "../../crypto/case/receipts.js";
import { sealReport } from "../../crypto/case/sealing/sending.js";
import { encodeJson, parseB64u } from "../../crypto/encoding.js";
import { packParts } from "../wire.js";

/**
 * Seal a draft under a new receipt.
 * @param {import("./asking.js").Asked} asked
 * @returns {Promise<import("./asking.js").Sealed>}
 */
export async function sealDraft({ draft, place }) {
  const { desk = "", epoch = "", recipient = "", salt = "" } = place;
  const receipt = newReceipt();
  const keys = await deriveReporter(receipt, parseB64u(salt, 32));
  const to = { id: desk, epoch: Number(epoch), recipient: parseRecipient(recipient) };
  const { meta, parts } = await sealReport(await draft, to, keys);
  return { code: formatReceipt(receipt), body: packParts(encodeJson(meta), parts) };
}
