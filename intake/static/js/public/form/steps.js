/** Moving through the form, one screen at a time; the browser's own "back" is one screen back. */

import { find } from "../../dom.js";
import { dropHidden } from "../../form/questions.js";
import { copyTemplate, moveTo, say, sayWayOut } from "../dom.js";
import { lockFields, textAfter } from "../questions/fields.js";
import { readAnswers } from "../questions/reading.js";
import { startWording } from "../questions/wording.js";
import { askedScreens, sendsAtOnce } from "./asked.js";
import { startBar } from "./bar.js";
import { startChecking } from "./checking.js";
import { cutScreens, idsOf } from "./cutting.js";
import { startFaults } from "./faults.js";
import { startShowing } from "./showing.js";

/** @typedef {import("./cutting.js").Screen} Screen */
/** @typedef {import("../../form/conditions.js").Answers} Answers */

/**
 * What the page's data file holds.
 * @typedef {{data: import("../../form/questions.js").ClientData, words: Record<string, string>,
 *   faults: Record<string, string>, told: import("./cutting.js").Told,
 *   rest: import("../growing.js").Tree[], receipt: import("../growing.js").Tree[],
 *   other: import("../questions/wording.js").Other, english: string[]}} Loaded
 */

/**
 * What the rest of the page may do with the screens.
 * @typedef {object} Steps
 * @property {(field: HTMLInputElement) => void} enter leads to the next text of the screen, or goes on
 * @property {() => void} render shows what follows from the answers as they are now
 * @property {() => Answers} answers those that would be sent now
 * @property {() => boolean} showFault leads to the first answer that keeps the report from being
 *   sent, and tells whether there was one
 * @property {(text: string, href?: string) => void} tell says on top what becomes of sending
 * @property {(isLocked: boolean) => void} lock from sending until the answer, nothing may change
 * @property {() => void} end takes buttons and progress away
 */

/**
 * Show the first screen of the form and listen. It is a closure, as the reader of a case is: what a
 * class keeps under names, which no bundler may shorten, are variables here.
 * @param {HTMLElement} root
 * @param {Loaded} loaded
 * @param {HTMLButtonElement} send the button that sends; it comes to the others, below
 * @returns {Steps}
 */
export function startSteps(root, loaded, send) {
  const { data, told, other } = loaded;
  const screens = cutScreens(root, data, told);
  const reword = startWording(root, other);
  const last = screens[screens.length - 1];
  let current = screens[0];
  /** @type {import("./cutting.js").Part[]} */
  let shown = []; // Kept, because what is said of a failure must not need to read anything again.
  let isLocked = false;
  const moves = copyTemplate("moves");
  const problem = find("#problem", moves);
  const bar = startBar(find(".bar", moves), send, loaded, screens);
  const faults = startFaults(root, loaded, problem);
  const read = () => readAnswers(root, data);
  const answers = () => dropHidden(data, read());
  const asked = () => askedScreens(screens, data, read(), current);
  const indexOf = (/** @type {Screen} */ screen) => screens.indexOf(screen);

  /** Return what is asked; on the screen where it was answered go over to the short path, or back from it. */
  const followPath = () => {
    const found = asked();
    if (found.has(current)) {
      return found;
    }
    const [list, [id]] = [[...found.keys()], idsOf(current)];
    current = list.find((screen) => idsOf(screen).includes(id)) ?? list[0];
    history.replaceState({ screen: indexOf(current) }, "");
    const note = current.parts.find((part) => !part.id);
    setTimeout(() => note?.node.scrollIntoView({ block: "nearest" }));
    return asked();
  };

  /** Show what follows from the answers as they are now; an old complaint goes. */
  const render = () => {
    const [found, given] = [followPath(), read()];
    reword(given);
    shown = found.get(current) ?? [];
    const title = showParts(shown, given);
    say(problem, "");
    const isLacking = faults.of(answers(), false).some(([, code]) => code === "required");
    bar.show(found, current, given, { isLacking, isLocked });
    if (current === last) {
      check(found, answers());
    }
    return title;
  };
  const showParts = startShowing(screens, loaded, render);

  const show = (/** @type {Screen} */ screen) => {
    if (!isLocked) {
      current = screen;
      moveTo(render());
    }
  };

  const go = (/** @type {Screen | undefined} */ screen) => {
    if (screen && !isLocked) {
      history.pushState({ screen: indexOf(screen) }, "");
      show(screen);
    }
  };

  const next = () => {
    const ids = idsOf({ parts: shown });
    const fault = faults.of(answers(), true).find(([id]) => ids.includes(id));
    if (fault) {
      faults.complain(fault, read());
    } else {
      go([...asked().keys()].find((screen) => indexOf(screen) > indexOf(current)));
    }
  };

  const showFault = () => {
    // Whoever is in danger is not held up by a day that cannot be read.
    const [fault] = faults.of(answers(), false, sendsAtOnce(data, answers()) ? read() : undefined);
    const found = [...asked()].find(([, parts]) => fault && idsOf({ parts }).includes(fault[0]));
    if (found) {
      go(found[0]);
      faults.complain(fault, read());
    }
    return Boolean(found);
  };

  /** Show a screen the browser went to; if it is no longer asked, the one before it. */
  const showNear = (/** @type {PopStateEvent} */ { state }) => {
    if (state) {
      const before = [...asked().keys()].filter((screen) => indexOf(screen) <= state.screen);
      show(before[before.length - 1]); // Without a state it is help, over the same screen.
    }
  };

  const check = startChecking(root, last.parts[0].node, loaded, go);
  find("#title").remove();
  bar.next.addEventListener("click", next);
  bar.back.addEventListener("click", () => history.back());
  bar.end.addEventListener("click", () => {
    if (sendsAtOnce(data, answers())) {
      send.click();
    } else {
      go(last);
    }
  });
  addEventListener("popstate", showNear);
  render();
  history.replaceState({ screen: indexOf(current) }, "");
  return {
    enter(field) {
      const questions = shown.filter(({ id }) => id);
      const after = textAfter(questions, field);
      if (after) {
        after.focus();
      } else {
        next();
      }
    },
    render,
    answers,
    showFault,
    tell(text, href) {
      shown[0].section.prepend(problem);
      sayWayOut(problem, text, href);
      window.scrollTo(0, 0);
    },
    lock(is) {
      isLocked = is;
      lockFields(root, is);
      render();
    },
    end: bar.remove,
  };
}
