/** What a staff page needs of the browser: looked for before anything is typed or spent. */

import { randomBytes } from "../crypto/bytes.js";
import { hex } from "../crypto/encoding.js";
import { words } from "../words/say_staff.js";

const PROBE = "__Host-probe-"; // Kept for as long as it takes to look.
const RECENT = ["BroadcastChannel", "HTMLDialogElement", "ReadableStream"];

/** In the order in which they are said: what would explain the others comes first. */
const NEEDS = /** @type {const} */ ([
  ["missing.secure", () => isSecureContext],
  ["missing.storage", () => sessionStorage.length >= 0],
  ["missing.cookie", keepsCookie],
  ["missing.wasm", () => "WebAssembly" in globalThis],
  ["missing.workers", () => "Worker" in globalThis],
  ["missing.recent", () => RECENT.every((name) => name in globalThis) && "subtle" in crypto],
]);

/** @returns {string} what is missing and what to do, or empty */
export function missingWords() {
  const [lack] = NEEDS.find(([, has]) => !isSo(has)) ?? [];
  return lack ? words(lack) : "";
}

/** What is forbidden throws when it is touched. @param {() => boolean} has */
function isSo(has) {
  try {
    return has();
  } catch {
    return false;
  }
}

/**
 * WebKit keeps no `Secure` cookie from plain http, and the session's is one. Each page looks for a
 * cookie of its own: tabs that lock together load together, and share one jar.
 */
function keepsCookie() {
  const name = PROBE + hex(randomBytes(4));
  const put = (/** @type {string} */ more) => {
    // biome-ignore lint/suspicious/noDocumentCookie: Chrome 80 has no other way.
    document.cookie = `${name}=1; Secure; Path=/; SameSite=Strict${more}`;
  };
  put("; Max-Age=60");
  const isKept = document.cookie.includes(name);
  put("; Max-Age=0");
  return isKept;
}
