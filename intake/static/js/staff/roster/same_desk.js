/** Whether reporters' pages seal to the recipient that the signed list names. */
import { Stopped } from "./remembered.js";

const ADDRESS = "/.well-known/intake/desk";

/**
 * Reporters' pages carry the recipient in clear; a server that swaps it would read what they send.
 * @param {{newest: {recipient: string}, pin: () => Promise<import("./remembered.js").Pin>}} walk
 * @throws {Stopped} desk_differs: it is another, or the server does not say which
 */
export async function requireSameDesk(walk) {
  const response = await fetch(ADDRESS, { cache: "no-store" }).catch(() => null);
  const shown = response?.ok ? (await response.text()).trim() : "";
  if (shown !== walk.newest.recipient) {
    throw new Stopped("desk_differs", { state: "compared", pin: await walk.pin() });
  }
}
