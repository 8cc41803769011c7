/** The plain rows of the list, fetched page by page; nothing sealed comes with them. */

import { getJson } from "../../staff/staff_api.js";

/**
 * One case as the server lists it (docs/spec/desk.md, 7).
 * @typedef {object} Row
 * @property {string} case 32 hexadecimal digits
 * @property {number} desk_epoch
 * @property {string} level
 * @property {boolean} claimed the reporter raised the level by what nobody has opened yet
 * @property {string} status
 * @property {boolean} aside
 * @property {boolean} server_saw
 * @property {string} received_on
 * @property {string} active_on
 * @property {number} days since it came, by the server's clock
 * @property {string | null} assignee
 * @property {string | null} cover
 * @property {boolean} mine
 * @property {string[]} lists names of the lists it stands in
 * @property {boolean} unread
 * @property {string | null} waiting_on day of the oldest thing said that nobody answered
 * @property {string | null} on_it
 * @property {boolean} opened by anybody; until then its level is what its sender claims
 * @property {{act: string, by: string, value: string, for_me: boolean, expires_at: number} | null} proposal
 * @property {string[]} unconfirmed who has not confirmed their key file yet
 * @property {string[]} late_keys those of whom that is so for a working day
 * @property {number} screened
 * @property {string[]} by_one what one person did alone
 * @property {boolean} rekey
 * @property {boolean} late the day is over by which what waits should have been answered
 * @property {boolean} unreadable nobody is left who can open it
 * @property {boolean} unattended everybody who holds it is away; told to triage and supervisors
 * @property {{id: string, epoch: number, by: string, sha256: string} | null} summary
 */
/**
 * @typedef {object} Listing
 * @property {Record<string, number>} counts of each list, true from the first page on
 * @property {Row[]} rows
 * @property {boolean} whole whether every row is here
 * @property {{desk: string, epoch: number, recipient: string} | null} desk
 * @property {import("../model/due.js").Answering} answering
 * @property {Record<string, string>} tags words of the form's tags
 * @property {Record<string, string>} words those of the codes of a summary, by `area.code`
 * @property {import("../model/names.js").Colleague[]} people
 */

/**
 * Fetch every row; `show` is told after each page, so that the first are seen at once.
 * @param {(listing: Listing) => void} show
 * @returns {Promise<Listing>}
 */
export async function fetchRows(show) {
  /** @type {Row[]} */
  let rows = [];
  let after = "";
  for (;;) {
    const page = await getJson(`/desk/rows?after=${encodeURIComponent(after)}`);
    rows = [...rows, ...page.rows];
    const listing = { ...page, rows, whole: !page.next };
    show(listing);
    if (!page.next) {
      return listing;
    }
    after = page.next;
  }
}
