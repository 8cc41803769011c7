/** The buttons of an open case. */

import { accountHolder } from "../crypto/case/keyfiles.js";
import { element, find, refill } from "../dom.js";
import { fetchExport, sealReply, sendReply, take } from "../staff/desk/acts.js";
import { showFacts } from "../staff/desk/case_view.js";
import { threadItems } from "../staff/desk/thread_view.js";
import { ROLE_WORDS, wordFor } from "../staff/labels.js";
import { onLock } from "../staff/session/idle.js";
import { attempt, input, onClick, place, say } from "../staff/staff_dom.js";
import { doStatus, fillReasons, showStatus } from "./case_status.js";

/** @typedef {import("../staff/desk/open_case.js").OpenedCase} OpenedCase */
/** @typedef {import("../staff/session/session.js").Unlocked} Unlocked */
/** @typedef {import("../crypto/roster/rosterchain.js").Walk} Walk */
/** @typedef {{opened: OpenedCase, unlocked: Unlocked, walk: Walk, purpose: string}} Work */

/**
 * Show what can be done now and wire it.
 * @param {OpenedCase} opened
 * @param {Unlocked} unlocked
 * @param {Walk} walk
 * @param {string} purpose that it was opened for
 */
export function wireActs(opened, unlocked, walk, purpose) {
  const work = { opened, unlocked, walk, purpose };
  showThread(work);
  showReply(work);
  showTake(work);
  showStatus(work.opened);
  onClick("take", () => attempt("take-problem", () => doTake(work)));
  wireReply(work);
  input("status").addEventListener("change", () => fillReasons(opened));
  onClick("status", () =>
    attempt("status-problem", async () => {
      if (await doStatus(opened)) {
        showAgain(work);
      }
    }),
  );
  onClick("export", () => attempt("export-problem", () => doExport(work)));
}

/** @param {Work} work */
function showThread({ opened, walk }) {
  const members = walk.rosters.flatMap((roster) => roster.members);
  const names = new Map(members.map(({ account, userName }) => [account, userName]));
  const lang = String(opened.report.body.lang);
  refill(place("thread"), ...threadItems(opened.thread, names, lang));
  place("thread-empty").hidden = opened.thread.length > 0;
  say("thread-count", opened.thread.length ? String(opened.thread.length) : "");
}

/** @param {Work} work @returns {boolean} whether this person holds the case */
function holds({ opened, unlocked }) {
  return [opened.meta.assignee, opened.meta.cover].includes(unlocked.username);
}

/** @param {Work} work */
function showReply(work) {
  const held = holds(work);
  place("reply-box").hidden = !held;
  find('[data-does="reply"]').hidden = !held;
  place("reply-locked").hidden = held || work.opened.meta.assignee !== null;
}

/**
 * Who can cover: the signed list says who they are, the server which of them are there.
 * @param {Pick<Work, "opened" | "walk">} work
 */
function coversOf({ opened, walk }) {
  return walk.newest.members.filter(({ account }) => opened.meta.covers.includes(account));
}

/** @param {Work} work */
function showTake({ opened, walk }) {
  const { assignee, level } = opened.meta;
  place("take-box").hidden = assignee !== null;
  place("take-emergency").hidden = level !== "emergency";
  const others = coversOf({ opened, walk });
  const options = others.map(({ account, userName, role }) =>
    element(
      "option",
      { value: account },
      `${userName}, ${wordFor(ROLE_WORDS, role).toLowerCase()}`,
    ),
  );
  const nobody = element(
    "option",
    { value: "" },
    others.length ? "Choose…" : "Nobody else is here",
  );
  refill(find('[name="cover"]'), nobody, ...options);
}

/** @param {Work} work */
async function doTake(work) {
  const { opened, unlocked, walk } = work;
  const chosen = input("cover").value;
  const covers = coversOf(work);
  const cover = covers.find(({ account }) => account === chosen) ?? null;
  if (!cover && covers.length > 0) {
    say("take-problem", "Choose a cover: somebody must be able to open it when you cannot.");
    return;
  }
  const taker = walk.newest.members.find(({ account }) => account === unlocked.account);
  if (!taker) {
    say("take-problem", "You are not on the desk's list any more.");
    return;
  }
  const answer = await take(opened, unlocked, taker, cover);
  Object.assign(opened.meta, answer, {
    assignee: unlocked.username,
    cover: cover?.userName ?? null,
    holder: accountHolder(unlocked.account),
  });
  showAgain(work);
}

/** @param {Work} work */
function showAgain(work) {
  showFacts(work.opened.meta);
  showReply(work);
  showTake(work);
  showStatus(work.opened);
}

/** @param {Work} work */
function wireReply(work) {
  /** @type {{text: string, sealed: import("../crypto/case/messages.js").Sealed} | null} */
  let draft = null;
  onClick("reply", () =>
    attempt("reply-problem", async () => {
      const text = input("reply").value.trim();
      if (!text) {
        say("reply-problem", "Write something first.");
        return;
      }
      if (draft?.text !== text) {
        draft = { text, sealed: await sealReply(work.opened, work.unlocked, text) };
      }
      const { received_on } = await sendReply(draft.sealed, work.opened.meta.said);
      await addReply(work, draft.sealed, received_on);
      draft = null;
      input("reply").value = "";
      say("reply-done", "Sent. They will see it in their box.");
    }),
  );
}

/**
 * @param {Work} work
 * @param {import("../crypto/case/messages.js").Sealed} sealed
 * @param {string} receivedOn
 */
async function addReply(work, { row, file, sha256: hash }, receivedOn) {
  const { opened, unlocked } = work;
  const frame = await opened.trusted.read(row, file);
  const shown = { ...row, received_on: receivedOn };
  const item = { row: shown, hash, frame, signer: unlocked.account, refused: "", missing: false };
  opened.thread.push(item);
  showThread(work);
}

/** @param {Work} work */
async function doExport({ opened, purpose }) {
  const address = URL.createObjectURL(await fetchExport(opened.keyFile.case, purpose));
  const revoke = () => URL.revokeObjectURL(address);
  onLock(revoke);
  const link = element("a", {
    href: address,
    download: `case-${opened.keyFile.case.slice(0, 8)}.tar`,
  });
  link.click();
  setTimeout(revoke, 60_000);
}
