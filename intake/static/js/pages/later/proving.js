/**
 * What checks the openings of a box against the log, as a script of its own: the box is open before it is
 * needed, and where it did not come the box says that nothing was checked (wire.md 4).
 */

// First, so that the libraries stand together in the bundle: gzip looks back 32 kB only.
import "../../crypto/ed25519.js";
import { onAnnounced } from "../../public/announcing.js";
import { showProved } from "../../public/box/proved.js";

/** @param {Parameters<typeof showProved>} box */
const prove = (box) => showProved(...box).catch(() => {}); // "Not checked here" stays.

onAnnounced("intake-prove", prove);
