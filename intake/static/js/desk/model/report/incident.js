/** Something new that happened, as a message of the reporter carries it. */

/**
 * What the reporter tells in a message of something new.
 * @param {import("../../keys/case/reading.js").Item} item
 * @returns {Record<string, any> | undefined} as a report's body: answers, level, rules
 */
export function incidentOf({ frame, row }) {
  return row.by === "staff" ? undefined : /** @type {any} */ (frame?.body.incident);
}
