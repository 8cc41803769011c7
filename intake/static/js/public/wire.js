/** What crosses between a public page and the server: never a readable word (SPEC 9). */

const PATIENCE_MILLISECONDS = 90_000; // Over Tor an answer may take long; then we are not sure.

const HOUR = 3600; // Seconds.
const HOUR_MILLISECONDS = 10_000; // Who sends is not kept waiting for a clock.

/**
 * What the server says of a report that arrived: start of the leaf's hash, until when it is answered
 * or, for who asked for no answer, read, and a sentence if nobody is there, in the language of the page.
 * @typedef {{leaf: string, promise: string, reads: string, away: string}} Told
 */

/** The server refused; `message` is its text in the language of the page. Nothing was stored. */
export class Refusal extends Error {}

/**
 * No answer came: the server may have stored what was sent, or not. With a `message` it had no time or
 * room, and says so: the same bytes are to be sent again.
 */
export class NoAnswer extends Error {}

/**
 * Fetch a data file that the page names with its hash.
 * @param {DOMStringMap} named `src` and `integrity`
 * @returns {Promise<any>}
 */
export async function loadData({ src = "", integrity = "" }) {
  const response = await fetch(src, { integrity, credentials: "omit" });
  const loaded = await response.json();
  if (!loaded.words) {
    throw new Error(); // While the page still says what to do.
  }
  document.documentElement.dataset.days = loaded.days.join("|"); // For both of its scripts.
  return loaded;
}

/**
 * Ask for the server's hour (SPEC 9): whoever sends may have a clock that is wrong.
 * @returns {Promise<number | null>} Unix seconds; null where no such answer comes in time
 */
export function askHour() {
  /** @type {RequestInit} */
  const anew = { cache: "no-store", credentials: "omit" };
  const told = fetch("/.well-known/intake/hour", anew)
    .then((response) => response.text())
    .then((text) =>
      /^[0-9]{1,12}\n$/.test(text) && Number(text) % HOUR === 0 ? Number(text) : null,
    )
    .catch(() => null);
  return Promise.race([told, new Promise((end) => setTimeout(end, HOUR_MILLISECONDS, null))]);
}

/**
 * Post, and return an answer that means yes.
 * @param {string} path
 * @param {FormData | Blob} body which says of what type it is
 * @returns {Promise<Response>}
 * @throws {Refusal | NoAnswer}
 */
export async function post(path, body) {
  const response = await ask(path, body);
  if (response.ok) {
    return response;
  }
  const { message } = await response.json().catch(() => ({}));
  if (response.status >= 500 || !message) {
    // Without a message something on the way answered for our server.
    throw new NoAnswer(response.headers.has("Retry-After") ? message : "");
  }
  throw new Refusal(String(message));
}

/**
 * Post, and return what the answer says. Anything but what SPEC calls a success is no answer: something
 * on the way may have spoken, and the same bytes again will tell.
 * @template T
 * @param {string} path
 * @param {FormData} body
 * @param {(told: any) => T} read returns what was told; throws, or returns nothing, when it is not that
 * @returns {Promise<NonNullable<T>>}
 * @throws {Refusal | NoAnswer}
 */
export async function postFor(path, body, read) {
  const response = await post(path, body);
  const told = await response
    .json()
    .then(read)
    .catch(() => null);
  if (!told || response.status > 201) {
    throw new NoAnswer();
  }
  return told;
}

/**
 * Ask for a box, one answer after the other, until nothing is left (SPEC 9).
 * @param {string} path
 * @param {string} token b64u
 * @returns {Promise<{meta: any, parts: Map<string, Uint8Array>}>} the meta of all
 * @throws {Refusal | NoAnswer}
 */
export async function fetchBox(path, token) {
  const parts = new Map();
  const objects = [];
  for (let begin = 0; ; ) {
    const asked = JSON.stringify({ begin, token, v: 1 });
    await readParts(await post(path, new Blob([asked], { type: "application/json" })), parts);
    const meta = JSON.parse(new TextDecoder().decode(parts.get("meta")));
    objects.push(...meta.objects);
    if (!(meta.next > begin)) {
      return { meta: { ...meta, objects }, parts };
    }
    begin = meta.next;
  }
}

/**
 * @param {string} path
 * @param {FormData | Blob} body
 */
async function ask(path, body) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MILLISECONDS);
  try {
    return await fetch(path, {
      method: "POST",
      body,
      credentials: "omit",
      redirect: "error",
      signal: patience.signal,
    });
  } catch {
    throw new NoAnswer();
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Return a multipart body: `meta` as canonical JSON, the rest as files.
 * @param {Uint8Array} meta
 * @param {Record<string, Uint8Array>} files
 * @returns {FormData}
 */
export function packParts(meta, files) {
  const body = new FormData();
  for (const [name, data] of Object.entries({ meta, ...files })) {
    const blob = new Blob([/** @type {BlobPart} */ (data)], { type: "application/octet-stream" });
    body.append(name, blob, name);
  }
  return body;
}

/**
 * Put the parts of a multipart answer beside those that came before.
 * @param {Response} response
 * @param {Map<string, Uint8Array>} parts
 * @throws {NoAnswer} the answer broke off
 */
async function readParts(response, parts) {
  const form = await response.formData().catch(() => {
    throw new NoAnswer();
  });
  for (const [name, part] of form) {
    parts.set(name, new Uint8Array(await /** @type {File} */ (part).arrayBuffer()));
  }
}
