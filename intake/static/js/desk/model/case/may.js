/**
 * What this person can do to a case as it stands: the rules of `intake/case/access/permission.py`
 * and of the acts, told beforehand. The server decides; a button that could only be refused is not
 * offered.
 */

/** @typedef {import("../../keys/case/opening.js").Readable} Readable */
/** What can work now. @typedef {ReturnType<typeof mayNow>} May */

/**
 * @param {Readable} opened
 * @param {string} me user name
 */
export function mayNow({ meta, own, notes }, me) {
  const { assignee, cover, status, aside, level, proposals = [] } = meta;
  const holds = [assignee, cover].includes(me);
  const acts = holds || (!assignee && !own);
  const closed = status === "closed";
  const paused = meta.paused === 1;
  // One's own is made anew, but where names or a key file hang on it.
  const waits = (/** @type {string} */ act, mine = me) =>
    proposals.some(
      (/** @type {{act: string, by: string}} */ each) => each.act === act && each.by !== mine,
    );
  const unanswered = isUnanswered(meta);
  const emergency = level === "emergency" && !closed;
  return {
    holds,
    acts,
    unanswered,
    take: !assignee && acts,
    reply: holds,
    note: holds && notes,
    settle: holds && notes && unanswered,
    close: holds && notes && !closed && !unanswered && !waits("close"),
    reopen: holds && notes && closed,
    level: acts && !waits("level"),
    pause: holds && notes && !closed && !paused,
    release: holds && notes && !closed && paused && !waits("release"),
    aside: acts && !closed && !aside && !waits("aside"),
    back: acts && aside,
    "hand-over": holds && notes && !waits("handover", ""),
    contacted: acts,
    onIt: acts && emergency && meta.on_it !== me,
    status: acts && (meta.moves ?? []).length > 0,
    exclude: acts && !waits("exclude", ""),
    export: true,
  };
}

/**
 * @param {{said?: number, answered?: number}} meta
 * @returns {boolean} whether something said is neither answered nor settled
 */
export function isUnanswered({ said = 0, answered = -1 }) {
  return answered < said;
}
