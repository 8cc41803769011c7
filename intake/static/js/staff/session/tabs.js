/**
 * A word between the tabs of one browser: touches, locks, and the sealed session for a new tab.
 *
 * What is said here is good only for pages of this origin, and the session text only together with
 * the half that the server keeps.
 */

const ANSWER_MS = 1_000; // An open tab answers at once; one in the background may be slow.

/** @type {BroadcastChannel | undefined} */
let channel;

function open() {
  channel = channel ?? new BroadcastChannel("intake");
  return channel;
}

/** @param {Record<string, string>} message */
export function tellTabs(message) {
  open().postMessage(message);
}

/** @param {(message: Record<string, string>) => void} hear */
export function hearTabs(hear) {
  open().addEventListener("message", ({ data }) => hear(data));
}

/**
 * Ask the other tabs for something.
 * @param {string} what
 * @param {string} answer the name of what comes back
 * @returns {Promise<string | null>} null when nobody has it
 */
export function askTabs(what, answer) {
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => resolve(null), ANSWER_MS);
    hearTabs((message) => {
      if (message[answer]) {
        clearTimeout(giveUp);
        resolve(message[answer]);
      }
    });
    tellTabs({ ask: what });
  });
}
