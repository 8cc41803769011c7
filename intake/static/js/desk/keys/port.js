/** The page's side of the worker that holds the keys. */

import { Untrusted } from "../../crypto/case/objects.js";
import { NoDesk, Stopped } from "../../staff/roster/remembered.js";

/** @typedef {typeof import("./work.js").WORK} Work */

/** The worker could not do it; `code` says why: `not_held`, `too_long`, `bad_form` or `broken`. */
export class WorkerFailed extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/**
 * @typedef {object} Port
 * @property {<Name extends keyof Work>(name: Name, given: Parameters<Work[Name]>[1],
 *   transfer?: Transferable[]) => Promise<Awaited<ReturnType<Work[Name]>>>} ask
 * @property {() => void} close ends the worker and every key in it; what was asked is never answered
 */

/** @typedef {Pick<Worker, "postMessage" | "terminate" | "addEventListener">} AnyWorker */

/**
 * @param {() => AnyWorker} start makes the worker; where that fails nothing is ever answered but so
 * @returns {Port}
 */
export function openPort(start) {
  /** @type {Map<number, {resolve: (answer: any) => void, reject: (error: Error) => void}>} */
  const waiting = new Map();
  const worker = startOrNone(start);
  let [broken, last] = [!worker, 0];
  const fail = () => {
    broken = true;
    for (const { reject } of waiting.values()) {
      reject(new WorkerFailed("broken"));
    }
    waiting.clear();
  };
  const hear = (/** @type {any} */ { data: { id, answer, failure } }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    failure ? asked?.reject(errorOf(failure)) : asked?.resolve(answer);
  };
  worker?.addEventListener("message", hear);
  worker?.addEventListener("error", fail); // The worker catches what its work throws.
  return {
    ask: (name, given, transfer = []) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        broken ? fail() : worker?.postMessage({ id: last, name, given }, transfer);
      }),
    close() {
      waiting.clear();
      worker?.terminate();
    },
  };
}

/** @param {() => AnyWorker} start @returns {AnyWorker | null} */
function startOrNone(start) {
  try {
    return start();
  } catch {
    return null; // A browser without workers, or one that forbids them.
  }
}

/**
 * @param {import("./answering.js").Failure} failure
 * @returns {Error}
 */
function errorOf({ code, reason = "", memory }) {
  if (code === "untrusted") {
    return new Untrusted(reason);
  }
  if (code === "stopped") {
    return new Stopped(reason, memory);
  }
  return code === "no_desk" ? new NoDesk(code) : new WorkerFailed(code);
}
