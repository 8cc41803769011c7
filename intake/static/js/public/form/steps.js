/** Moving through the form, one screen at a time; the browser's own "back" is one screen back. */

import { element, find, refill } from "../../dom.js";
import { checkAnswers, dropHidden, visible } from "../../form/questions.js";
import { own } from "../../own.js";
import { copyTemplate, fill, moveTo, say, sayWayOut } from "../dom.js";
import { askBack } from "./asking.js";
import { listAnswers } from "./checking.js";
import { fieldsIn, fieldToMend, idOf, lockFields, showLimit, showRemoval, tie } from "./fields.js";
import { askedScreens, cutScreens, readAnswers, sendsAtOnce, showScreen } from "./screens.js";
import { toldNow, toldSection } from "./telling.js";
import { startWording } from "./wording.js";

/** @typedef {import("./screens.js").Screen} Screen */
/** @typedef {import("../../form/conditions.js").Answers} Answers */

/**
 * What the page's data file holds.
 * @typedef {{data: import("../../form/questions.js").ClientData, words: Record<string, string>,
 *   faults: Record<string, string>, told: Record<string, import("./telling.js").Words>,
 *   rest: import("../growing.js").Tree[], receipt: import("../growing.js").Tree[],
 *   other: import("./wording.js").Other}} Loaded
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
export function startSteps(root, { data, words, faults, told, other }, send) {
  const screens = cutScreens(root, data, told);
  const reword = startWording(root, other);
  const last = screens[screens.length - 1];
  let current = screens[0];
  let isLocked = false;
  const moves = copyTemplate("moves");
  const [problem, bar] = [find("#problem", moves), find(".bar", moves)];
  const moveFor = (/** @type {string} */ name) => find(`[data-move=${name}]`, bar);
  const onward = find("[name=next]", bar);
  const [place, length] = [element("span"), element("progress", { "aria-hidden": "true" })];
  const said = element("div");
  const list = element("dl", { class: "check" });
  const read = () => readAnswers(root, data);
  const answers = () => dropHidden(data, read());
  const asked = () => askedScreens(screens, data, read());
  const indexOf = (/** @type {Screen} */ screen) => screens.indexOf(screen);
  /** @type {Record<string, unknown>} */
  const askedBack = {};
  const kinds = screens.findIndex(({ ids, beside }) => !beside && ids.includes("kinds"));

  /**
   * @param {boolean} isEarly on the way, "at least one of these" may still be answered later
   * @param {Readonly<Record<string, unknown>>} [before] what was asked back about already
   * @returns {[string, string][]} question id and code
   */
  const faultsNow = (isEarly, before = askedBack) =>
    Object.entries(checkAnswers(data, answers(), before)).filter(
      ([id, code]) => !(isEarly && code === "required" && data.one_of.includes(id)),
    );

  /** Say it above its question and lead to the field, both in sight between the bars. */
  const complain = (/** @type {[string, string]} */ [id, code]) => {
    const part = find(`#q-${id}`, root);
    const isMinimum = data.one_of.includes(id) && code === "required";
    const n = showLimit(part, data.questions[id].m, own(answers(), id), words);
    part.before(problem);
    askedBack[id] = own(read(), id);
    const fault = askBack(fill(faults[code], { n }), data.dates, askedBack[id]);
    say(problem, ...(isMinimum ? [words.minimum] : fault));
    tie(part, problem);
    fieldToMend(part, code).focus({ preventScroll: true });
    problem.scrollIntoView();
  };

  /** Show how far one is: questions, and of how many once it is known what is asked. */
  const renderPlace = () => {
    const questions = asked().filter(({ ids }) => ids.length > 0);
    const [n, m] = [questions.indexOf(current) + 1, questions.length];
    const isKnown = indexOf(current) > kinds;
    const number = n && fill(isKnown ? words.of : words.number, { n, m });
    place.textContent = current === last ? words.last : number || "";
    length.hidden = !isKnown;
    length.setAttribute("max", `${m}`);
    length.setAttribute("value", `${n || m}`);
  };

  /** Show the buttons that lead somewhere from here. None of them takes an answer back. */
  const renderBar = (/** @type {Answers} */ given) => {
    const { ids } = current;
    const isOpen = ids.every((id) => own(given, id) === undefined && !data.questions[id].r);
    const isLast = current === last;
    onward.textContent = isOpen && ids.length > 0 ? words.skip : words.next;
    onward.hidden = isLast;
    send.hidden = !isLast;
    moveFor("back").hidden = current === asked()[0] || isLocked;
    const isLacking = faultsNow(false).some(([, code]) => code === "required");
    const isAtOnce = sendsAtOnce(data, given);
    moveFor("end").textContent = isAtOnce ? words.now : words.check;
    // In danger a press may lose time: once numbers, who and what are behind, sending stands out.
    const isLoud = isAtOnce && !moveFor("back").hidden;
    moveFor("end").classList.toggle("go", isLoud);
    onward.className = isLoud ? "go quiet" : "";
    moveFor("end").hidden = isLast || (isLacking && !isAtOnce);
  };

  /** Go over to the short path, or back from it, on the screen where that was answered. */
  const followPath = () => {
    const list = asked();
    if (!list.includes(current)) {
      current = list.find(({ ids }) => ids.includes(current.ids[0])) ?? list[0];
      history.replaceState({ screen: indexOf(current) }, "");
      setTimeout(() => current.beside?.[0].scrollIntoView({ block: "nearest" }));
    }
  };

  /** Show what follows from the answers as they are now; an old complaint goes. */
  const render = () => {
    const given = read();
    followPath();
    reword(given);
    showScreen(screens, current, visible(data, given));
    say(problem, "");
    for (const part of current.parts) {
      const id = idOf(part);
      const over = showLimit(part, data.questions[id].m, own(given, id), words);
      showRemoval(part, words.remove, render);
      tie(part, null, over > 0);
    }
    renderPlace();
    renderBar(given);
    if (current === last) {
      refill(said, ...toldNow(data.rules, answers()).map((name) => toldSection(name, told[name])));
      startWording(root, other)(given);
      listAnswers(list, asked(), answers(), words.change, go);
    }
  };

  const show = (/** @type {Screen} */ screen) => {
    if (!isLocked) {
      current = screen;
      render();
      moveTo(screen.title);
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
    // Whoever is in danger is not held up by a day that cannot be read.
    const [fault] = faultsNow(false, sendsAtOnce(data, answers()) ? read() : askedBack);
    const screen = asked().find(({ ids }) => fault && ids.includes(fault[0]));
    if (screen) {
      go(screen);
      complain(fault);
    }
    return Boolean(screen);
  };

  /** Show a screen the browser went to; if it is no longer asked, the one before it. */
  const showNear = (/** @type {PopStateEvent} */ { state }) => {
    if (state) {
      const before = asked().filter((screen) => indexOf(screen) <= state.screen);
      show(before[before.length - 1]); // Without a state it is help, over the same screen.
    }
  };

  find("#title").remove();
  find("#leave").before(place);
  find("header").append(length);
  find("main").after(bar);
  bar.append(send);
  send.textContent = words.send;
  last.section.append(said, list);
  onward.addEventListener("click", next);
  moveFor("back").addEventListener("click", () => history.back());
  moveFor("end").addEventListener("click", () => {
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
      const texts = current.parts.flatMap(fieldsIn).filter(({ type }) => type === "text");
      const place = texts.findIndex((each) => each.name === field.name) + 1;
      const after = place && texts[place];
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
      current.section.prepend(problem);
      sayWayOut(problem, text, href);
      window.scrollTo(0, 0);
    },
    lock(is) {
      isLocked = is;
      lockFields(root, is);
      render();
    },
    end() {
      bar.remove();
      place.textContent = "";
      length.remove();
    },
  };
}
