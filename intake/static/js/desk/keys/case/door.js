/** Passing the one door to a case with what an opening released (SPEC 4 to 6). */

import { wipe } from "../../../crypto/bytes.js";
import { accountHolder, deskHolder } from "../../../crypto/case/keyfiles.js";
import { Untrusted } from "../../../crypto/case/objects.js";
import { openAsAccount, openAsDesk } from "../../../crypto/case/reading/trusted.js";
import { openDeskKeyFile } from "../../../crypto/roster/deskkeys.js";

/** @typedef {import("../../../crypto/case/reading/trusted.js").TrustedCase} TrustedCase */
/** @typedef {import("../../../crypto/roster/rosterchain.js").Walk} Walk */
/** @typedef {import("../../../staff/session/session.js").Unlocked} Unlocked */
/** @typedef {import("../../../staff/staff_api.js").Parts} Parts */

/**
 * Do something with a case behind its door; the desk's seeds are gone afterwards.
 * @template T
 * @param {Parts & {case: string}} released
 * @param {Unlocked} unlocked
 * @param {Walk} walk
 * @param {(trusted: TrustedCase) => Promise<T>} read
 * @returns {Promise<T>}
 * @throws {Untrusted} the reason why the door stays shut
 */
export async function passDoor(released, { account, keys }, walk, read) {
  const { meta, parts, case: caseId } = released;
  const [file, staff] = [partOf(parts, "key"), walk.staffKeys()];
  if (meta.holder === accountHolder(account)) {
    const own = { account, identitySeed: keys.identitySeed };
    return read(await openAsAccount(file, own, caseId, staff));
  }
  const { desk } = walk.newest;
  if (meta.holder !== deskHolder(desk, meta.desk_epoch)) {
    throw new Untrusted("bad_holder");
  }
  const deskKey = partOf(parts, "desk_key");
  const { epochs } = await openDeskKeyFile(deskKey, keys.identitySeed, account, walk);
  try {
    const deskSeed = epochs.get(meta.desk_epoch);
    if (!deskSeed) {
      throw new Untrusted("wrong_identity");
    }
    const own = { desk, epoch: meta.desk_epoch, deskSeed };
    return await read(await openAsDesk(file, own, caseId, staff));
  } finally {
    wipe(...epochs.values());
  }
}

/**
 * @param {Map<string, Uint8Array>} parts
 * @param {string} name
 * @returns {Uint8Array}
 * @throws {Untrusted} missing_object
 */
export function partOf(parts, name) {
  const file = parts.get(name);
  if (!file) {
    throw new Untrusted("missing_object");
  }
  return file;
}
