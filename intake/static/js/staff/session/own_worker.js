/**
 * Starting this page's own workers. The address of a worker is a Trusted Types sink: only one that
 * came with the document passes.
 */

const POLICY = "intake-worker"; // The one that the page's policy allows (intake/web/headers.py).

/** @type {{createScriptURL: (url: string) => string} | undefined} */
let policy;

/**
 * @param {"argon2" | "deskkeys"} name whose address stands in the body's `data-` attribute
 * @returns {Worker}
 * @throws {TypeError} the page came without it
 */
export function startWorker(name) {
  const address = document.body.dataset[name] ?? "";
  const types = /** @type {any} */ (globalThis).trustedTypes;
  policy = policy ?? types?.createPolicy(POLICY, { createScriptURL: requireOwn });
  return new Worker(policy ? policy.createScriptURL(address) : requireOwn(address));
}

/** @param {string} url */
function requireOwn(url) {
  const { argon2, deskkeys } = document.body.dataset;
  if (!url || ![argon2, deskkeys].includes(url)) {
    throw new TypeError("not the address of one of this page's workers");
  }
  return url;
}
