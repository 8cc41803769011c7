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

/**
 * @param {Pick<Worker, "postMessage" | "terminate" | "addEventListener">} worker
 * @returns {Port}
 */
export function openPort(worker) {
  /** @type {Map<number, {resolve: (answer: any) => void, reject: (error: Error) => void}>} */
  const waiting = new Map();
  let last = 0;
  worker.addEventListener("message", (event) => {
    const { id, answer, failure } = /** @type {MessageEvent} */ (event).data;
    const asked = waiting.get(id);
    waiting.delete(id);
    failure ? asked?.reject(errorOf(failure)) : asked?.resolve(answer);
  });
  worker.addEventListener("error", () => {
    for (const { reject } of waiting.values()) {
      reject(new WorkerFailed("broken"));
    }
    waiting.clear();
  });
  return {
    ask: (name, given, transfer = []) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        worker.postMessage({ id: last, name, given }, transfer);
      }),
    close() {
      waiting.clear();
      worker.terminate();
    },
  };
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
