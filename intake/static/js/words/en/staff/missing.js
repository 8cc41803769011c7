/** What a browser lacks that a staff page needs, and what to do about it. */
export const MISSING = /** @type {const} */ ({
  "missing.secure":
    "This page came over plain http, so this browser makes no keys here and keeps no session. Use the https or onion address.",
  "missing.storage":
    "This browser keeps nothing for this site, not even while the tab is open; signing in needs it. Allow cookies and site data for this site.",
  "missing.cookie":
    "This browser keeps no session from this address. Safari and other WebKit browsers keep none on plain http: use the https or onion address. If it stays, allow cookies for this site.",
  "missing.wasm":
    "This browser has WebAssembly switched off; your words become keys with it. In Tor Browser choose the security level Standard for this visit; on an iPhone take this site out of Lockdown Mode.",
  "missing.workers":
    "This browser runs no workers; your words become keys in one. Allow them for this site, or use another browser.",
  "missing.recent":
    "This browser is too old for this page, or a part of it is switched off. Update it, or use another one.",
  "missing.stretch":
    "This browser could not turn your words into keys: it needs WebAssembly and 64 MB for it. Close other tabs and try again, or use another browser.",
});
