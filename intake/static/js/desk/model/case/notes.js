/** What staff write to each other and nobody else reads. */

const NOTES = ["note", "contacted"];

/** @param {string} kind @returns {boolean} */
export function isNote(kind) {
  return NOTES.includes(kind);
}
