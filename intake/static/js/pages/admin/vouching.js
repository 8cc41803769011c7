/** Vouching for an auditor or administrator, and the numbers that are read aloud for it. */

import { parseRecipient, recipientOf } from "../../crypto/age/hybrid.js";
import { b64u } from "../../crypto/encoding.js";
import { auditorSafetyNumber, keysSafetyNumber } from "../../crypto/roster/aloud/safety.js";
import { signVouch } from "../../crypto/roster/aloud/vouch.js";
import { findTrusted } from "../../staff/roster/roster_state.js";
import { resumeSession } from "../../staff/session/session.js";
import { sendJson } from "../../staff/staff_api.js";
import { attempt, input, onClick, place, say, sayNumber } from "../../staff/staff_dom.js";
import { words } from "../../words/say_staff.js";

/** @typedef {import("../../staff/session/session.js").Unlocked} Unlocked */

/** Show the numbers and wire what the page offers. */
export async function vouchingPage() {
  const unlocked = await resumeSession();
  if (unlocked.role === "auditor") {
    const own = recipientOf(unlocked.keys.identitySeed);
    sayNumber("own-number", await auditorSafetyNumber(own));
  }
  const signs = document.querySelector('[data-says="keys-number"]') !== null;
  const trusts = signs && (await showKeys(unlocked));
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-newcomer]")
  )) {
    const { recipient } = part.dataset;
    if (!recipient) {
      const name = () => part.dataset.newcomer || input("username", part).value.trim();
      onClick("vouch", () => attempt("problem", () => vouch(name(), null)), part);
    } else if (trusts) {
      await offer(part, parseRecipient(recipient), unlocked);
    }
  }
}

/**
 * Show the number of all members' keys, as the signed list has them.
 * @param {Unlocked} unlocked
 * @returns {Promise<boolean>} whether this browser trusts that list
 */
async function showKeys(unlocked) {
  const roster = await findTrusted(unlocked);
  if (!roster) {
    say("problem", words("vouching.no_list"));
    return false;
  }
  place("keys").hidden = false;
  sayNumber("keys-number", await keysSafetyNumber(roster.members.map((each) => each.recipient)));
  return true;
}

/**
 * Let a member sign for an auditor's key, once they have heard its number.
 * @param {HTMLElement} part
 * @param {Uint8Array} recipient
 * @param {Unlocked} unlocked
 */
async function offer(part, recipient, { account, keys }) {
  sayNumber("number", await auditorSafetyNumber(recipient), part);
  const sign = () => signVouch(account, recipient, keys.signingSeed);
  const act = async () => vouch(part.dataset.newcomer ?? "", await sign());
  onClick("vouch", () => attempt("problem", act), part);
}

/**
 * @param {string} username
 * @param {Uint8Array | null} signed
 */
async function vouch(username, signed) {
  await sendJson("POST", "/admin/vouch", { username, vouch: signed && b64u(signed) });
  location.reload();
}
