/** Moving through the form, one screen at a time; the browser's own "back" is one screen back. */

import { element, find } from "../../dom.js";
import { checkAnswers, dropHidden, visible } from "../../form/questions.js";
import { copyTemplate, moveTo, say } from "../dom.js";
import {
  askedScreens,
  clearScreen,
  cutScreens,
  headingOf,
  readAnswers,
  showScreen,
} from "./screens.js";

/** @typedef {import("./screens.js").Screen} Screen */

/**
 * What the page's data file holds.
 * @typedef {{data: import("../../form/questions.js").ClientData, words: Record<string, string>,
 *   faults: Record<string, string>}} Loaded
 */

/**
 * What the rest of the page may do with the screens.
 * @typedef {object} Steps
 * @property {HTMLElement} problem where it is said what is wrong
 * @property {() => void} next goes on, or says what is missing here
 * @property {() => void} render shows what follows from the answers as they are now
 * @property {() => import("../../form/conditions.js").Answers} answers those that would be sent now
 * @property {() => boolean} showFault leads to the first answer that keeps the report from being
 *   sent, and tells whether there was one
 * @property {(isLocked: boolean) => void} lock from sending until the answer, nothing may change
 */

/**
 * Show the first screen of the form and listen. It is a closure, as the reader of a case is: what a
 * class keeps under names, which no bundler may shorten, are variables here.
 * @param {HTMLElement} root
 * @param {Loaded} loaded
 * @returns {Steps}
 */
export function startSteps(root, { data, words, faults }) {
  const screens = cutScreens(root);
  const last = screens[screens.length - 1];
  let current = screens[0];
  let isLocked = false;
  const moves = element("div");
  moves.append(copyTemplate("moves"));
  const problem = find("[role=alert]", moves);
  const progress = find("#progress", moves);
  const moveFor = (/** @type {string} */ name) => find(`[data-move=${name}]`, moves);
  const onward = find("[name=next]", moves);
  const read = () => readAnswers(root, data);
  const answers = () => dropHidden(data, read());
  const asked = () => askedScreens(screens, data, read());
  const indexOf = (/** @type {Screen} */ screen) => screens.indexOf(screen);

  /**
   * @param {boolean} isEarly on the way, "at least one of these" may still be answered later
   * @returns {[string, string][]} question id and code
   */
  const faultsNow = (isEarly) =>
    Object.entries(checkAnswers(data, answers())).filter(
      ([id]) => !(isEarly && data.one_of.includes(id)),
    );

  const complain = (/** @type {[string, string]} */ [id, code]) => {
    const isMinimum = data.one_of.includes(id) && code === "required";
    say(problem, isMinimum ? words.minimum : faults[code]);
  };

  /** Show what follows from the answers as they are now; an old complaint goes. */
  const render = () => {
    showScreen(screens, current, visible(data, read()));
    say(problem, "");
    const { ids, section } = current;
    const isLast = current === last;
    const isRequired = ids.some((id) => data.questions[id].r);
    onward.hidden = isLast;
    moveFor("skip").hidden = isLast || isRequired || ids.length === 0;
    moveFor("back").hidden = current === screens[0] || isLocked;
    // Parts of the form, whose number never changes; and when it may be sent, that is said at once:
    // nobody has to reach the end.
    const end = moveFor("end");
    end.hidden = isLast || faultsNow(false).length > 0;
    const { part } = section.dataset;
    progress.textContent = end.hidden ? `${part}` : `${part} · ${words.enough}`;
  };

  const show = (/** @type {Screen} */ screen) => {
    if (!isLocked) {
      current = screen;
      render();
      moveTo(headingOf(screen));
    }
  };

  const go = (/** @type {Screen | undefined} */ screen) => {
    if (screen && !isLocked) {
      history.pushState({ screen: indexOf(screen) }, "");
      show(screen);
    }
  };

  const next = () => {
    const [fault] = faultsNow(true).filter(([id]) => current.ids.includes(id));
    if (fault) {
      complain(fault);
    } else {
      go(asked().find((screen) => indexOf(screen) > indexOf(current)));
    }
  };

  const showFault = () => {
    const [fault] = faultsNow(false);
    const screen = screens.find(({ ids }) => fault && ids.includes(fault[0]));
    if (screen) {
      go(screen);
      complain(fault);
    }
    return Boolean(screen);
  };

  /** Show a screen the browser went to; if it is no longer asked, the one before it. */
  const showNear = (/** @type {PopStateEvent} */ { state }) => {
    const before = asked().filter((screen) => indexOf(screen) <= (state?.screen ?? 0));
    show(before[before.length - 1]);
  };

  root.prepend(progress);
  root.append(moves);
  onward.addEventListener("click", next);
  moveFor("back").addEventListener("click", () => history.back());
  moveFor("end").addEventListener("click", () => go(last));
  moveFor("skip").addEventListener("click", () => {
    clearScreen(current);
    next();
  });
  addEventListener("popstate", showNear);
  history.replaceState({ screen: 0 }, "");
  render();
  return {
    problem,
    next,
    render,
    answers,
    showFault,
    lock(is) {
      isLocked = is;
      render();
    },
  };
}
