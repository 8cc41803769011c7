/**
 * Requests of staff pages: same origin, JSON or multipart, never a secret in an address.
 */

/** The server answered with an error; `code` is a word of the interface. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} message in English, for people
   */
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** There was no answer. What was sent may or may not have arrived. */
export class NoAnswer extends Error {}

/** What a multipart answer holds. @typedef {{meta: any, parts: Map<string, Uint8Array>}} Parts */

/** What to do when the session is over; idle.js puts the lock here. @type {(() => void) | null} */
let sessionOver = null;

/** @param {() => void} act */
export function onSessionOver(act) {
  sessionOver = act;
}

/** @param {string} path @returns {Promise<any>} */
export async function getJson(path) {
  return (await request("GET", path)).json();
}

/**
 * Send JSON.
 * @param {"POST" | "PUT" | "DELETE"} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {RequestInit} [how] `keepalive`
 * @returns {Promise<any>} the answer's JSON, or null when it has none
 */
export async function sendJson(method, path, body, how) {
  const headers = { "Content-Type": "application/json" };
  const sent = { ...how, headers, body: JSON.stringify(body ?? {}) };
  const response = await request(method, path, sent);
  return response.status === 204 ? null : response.json();
}

/** @param {string} path @param {unknown} body @returns {Promise<Parts>} */
export async function sendForParts(path, body) {
  return readParts(await sendForAnswer(path, body));
}

/**
 * Send files beside a JSON part.
 * @param {string} path
 * @param {unknown} meta
 * @param {Record<string, Uint8Array>} files
 * @returns {Promise<any>}
 */
export async function sendParts(path, meta, files) {
  const body = new FormData();
  body.append("meta", new Blob([JSON.stringify(meta)], { type: "application/json" }));
  for (const [name, file] of Object.entries(files)) {
    const type = "application/octet-stream";
    body.append(name, new Blob([/** @type {BlobPart} */ (file)], { type }));
  }
  return (await request("POST", path, { body })).json();
}

/** @param {string} path @param {unknown} body @returns {Promise<Blob>} */
export async function sendForFile(path, body) {
  return (await sendForAnswer(path, body)).blob();
}

/**
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<ReadableStream<Uint8Array>>} the answer as it arrives
 * @throws {ApiError | NoAnswer}
 */
export async function sendForStream(path, body) {
  const { body: stream } = await sendForAnswer(path, body);
  if (!stream) {
    throw new NoAnswer("the answer is empty");
  }
  return stream;
}

/** @param {string} path @param {unknown} body */
function sendForAnswer(path, body) {
  const headers = { "Content-Type": "application/json" };
  return request("POST", path, { headers, body: JSON.stringify(body) });
}

/**
 * @param {Response} response
 * @returns {Promise<Parts>}
 * @throws {NoAnswer} it broke off, or is not what was asked for
 */
async function readParts(response) {
  const form = await response.formData().catch(() => {
    throw new NoAnswer("the answer broke off");
  });
  const parts = new Map();
  let meta = null;
  for (const [name, value] of form) {
    if (name === "meta") {
      meta = JSON.parse(typeof value === "string" ? value : await new Response(value).text());
    } else {
      parts.set(name, new Uint8Array(await new Response(value).arrayBuffer()));
    }
  }
  return { meta, parts };
}

/**
 * @param {string} method
 * @param {string} path
 * @param {{headers?: Record<string, string>, body?: BodyInit}} [options]
 * @returns {Promise<Response>} only when it succeeded
 * @throws {ApiError | NoAnswer}
 */
async function request(method, path, { headers = {}, ...more } = {}) {
  const token = document.querySelector('meta[name="csrf"]')?.getAttribute("content");
  /** @type {Record<string, string>} */
  const tokens = token && method !== "GET" ? { "X-CSRFToken": token } : {};
  /** @type {RequestInit} */
  const options = {
    ...more,
    method,
    cache: "no-store",
    credentials: "same-origin",
    redirect: "error",
  };
  let response;
  try {
    response = await fetch(path, { ...options, headers: { ...headers, ...tokens } });
  } catch {
    throw new NoAnswer("no answer");
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response;
}

/** @param {Response} response */
async function problemOf(response) {
  if (response.status === 401 && sessionOver) {
    sessionOver();
    await new Promise(() => {}); // The page is empty and about to go: nothing may follow.
  }
  const said = await response.json().catch(() => ({}));
  return new ApiError(response.status, String(said.error ?? ""), String(said.message ?? ""));
}
