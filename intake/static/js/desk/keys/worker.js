/**
 * The worker that holds the keys (DESIGN, "Unlocked keys in the browser"). It is served with a policy
 * that lets it load and send nothing (intake/web/headers.py); the page asks it by name and gets what
 * may be read or sent, never a key.
 */

// First, so that the libraries stand together in the bundle: gzip looks back 32 kB only.
import "../../crypto/ed25519.js";
import "../../crypto/age/hybrid.js";
import { answer } from "./answering.js";
import { newHeld } from "./memory/held.js";

const held = newHeld();

addEventListener("message", async ({ data }) => postMessage(await answer(held, data)));
