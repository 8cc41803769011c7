/** Inclusion proofs (RFC 6962, 2.1.1; verified as RFC 9162, 2.1.3.2 says). */
import { isEqual } from "../bytes.js";
import { nodeHash } from "./merkle.js";

/** The proof does not lead from the leaf to the root. */
export class MerkleError extends Error {}

/**
 * Check that a leaf hash stands at an index in the tree of this size and root. Numbers may be beyond
 * 32 bits, so they are halved, not shifted.
 * @param {number} index
 * @param {number} size
 * @param {Uint8Array} leaf hash of the entry, 32 bytes
 * @param {Uint8Array} root 32 bytes
 * @param {Uint8Array[]} proof 32 bytes each, the leaf's sibling first
 * @throws {MerkleError} it does not, or the proof is too short or too long
 */
export async function verifyInclusion(index, size, leaf, root, proof) {
  let [found, at, last] = [leaf, index, size - 1]; // The specification's fn and sn.
  if (at > last) {
    throw new MerkleError("no such leaf in a tree of this size");
  }
  for (const sibling of proof) {
    if (last === 0) {
      throw new MerkleError("inclusion proof is too long");
    }
    if (at % 2 || at === last) {
      found = await nodeHash(sibling, found);
      while (at && at % 2 === 0) {
        [at, last] = [at / 2, half(last)];
      }
    } else {
      found = await nodeHash(found, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  if (last || !isEqual(found, root)) {
    throw new MerkleError("inclusion proof does not lead to the root");
  }
}

/** @param {number} number */
function half(number) {
  return Math.floor(number / 2);
}
