/** Moving through the form, one screen at a time; the browser's own "back" is one screen back. */

import { find } from "../dom.js";
import { checkAnswers, dropHidden, visible } from "../form/questions.js";
import { copyTemplate, moveTo, say } from "./dom.js";
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
 * @typedef {{data: import("../form/questions.js").ClientData, words: Record<string, string>,
 *   faults: Record<string, string>}} Loaded
 */

/** The screens of the form, of which one is shown. */
export class Steps {
  /**
   * @param {HTMLElement} root
   * @param {Loaded} loaded
   */
  constructor(root, { data, words, faults }) {
    this.root = root;
    this.data = data;
    this.words = words;
    this.faults = faults;
    this.screens = cutScreens(root);
    this.current = this.screens[0];
    this.isLocked = false; // From sending until the answer, nothing may change.
    this.moves = document.createElement("div");
    this.moves.append(copyTemplate("moves"));
    this.problem = find("[role=alert]", this.moves);
    this.progress = find("#progress", this.moves);
  }

  /** Show the first screen and listen. */
  start() {
    this.root.prepend(this.progress);
    this.root.append(this.moves);
    find("[name=next]", this.moves).addEventListener("click", () => this.next());
    for (const name of /** @type {const} */ (["skip", "back", "end"])) {
      find(`[data-move=${name}]`, this.moves).addEventListener("click", () => this[name]());
    }
    window.addEventListener("popstate", ({ state }) => this.showNear(state?.screen ?? 0));
    history.replaceState({ screen: 0 }, "");
    this.render();
  }

  /** Return the answers that would be sent now. */
  answers() {
    return dropHidden(this.data, readAnswers(this.root, this.data));
  }

  next() {
    const [fault] = this.faultsNow(true).filter(([id]) => this.current.ids.includes(id));
    if (fault) {
      this.complain(fault);
      return;
    }
    const here = this.screens.indexOf(this.current);
    this.go(this.asked().find((screen) => this.screens.indexOf(screen) > here));
  }

  /** Return the screens that the answers as they are now ask for. */
  asked() {
    return askedScreens(this.screens, this.data, readAnswers(this.root, this.data));
  }

  /**
   * Show a screen the browser went back or forward to; if it is no longer asked, the one before it.
   * @param {number} index
   */
  showNear(index) {
    const before = this.asked().filter((screen) => this.screens.indexOf(screen) <= index);
    this.show(before[before.length - 1]);
  }

  skip() {
    clearScreen(this.current);
    this.next();
  }

  back() {
    history.back();
  }

  end() {
    this.go(this.screens[this.screens.length - 1]);
  }

  isLast() {
    return this.current === this.screens[this.screens.length - 1];
  }

  /**
   * Lead to the first answer that keeps the report from being sent.
   * @returns {boolean} whether there was one
   */
  showFault() {
    const [fault] = this.faultsNow(false);
    const screen = this.screens.find(({ ids }) => fault && ids.includes(fault[0]));
    if (!screen) {
      return false;
    }
    this.go(screen);
    this.complain(fault);
    return true;
  }

  /** @param {boolean} isLocked */
  lock(isLocked) {
    this.isLocked = isLocked;
    this.render();
  }

  /**
   * @param {boolean} isEarly on the way, "at least one of these" may still be answered later
   * @returns {[string, string][]} question id and code
   */
  faultsNow(isEarly) {
    return Object.entries(checkAnswers(this.data, this.answers())).filter(
      ([id]) => !(isEarly && this.data.one_of.includes(id)),
    );
  }

  /** @param {[string, string]} fault */
  complain([id, code]) {
    const isMinimum = this.data.one_of.includes(id) && code === "required";
    say(this.problem, isMinimum ? this.words.minimum : this.faults[code]);
  }

  /** @param {Screen | undefined} screen */
  go(screen) {
    if (screen && !this.isLocked) {
      history.pushState({ screen: this.screens.indexOf(screen) }, "");
      this.show(screen);
    }
  }

  /** @param {Screen} screen */
  show(screen) {
    if (!this.isLocked) {
      this.current = screen;
      this.render();
      moveTo(headingOf(screen));
    }
  }

  /** Show what follows from the answers as they are now; an old complaint goes. */
  render() {
    const answers = readAnswers(this.root, this.data);
    showScreen(this.screens, this.current, visible(this.data, answers));
    this.renderProgress();
    say(this.problem, "");
    this.renderMoves();
  }

  /**
   * Parts of the form, whose number never changes; and when it may be sent, that is said at once:
   * nobody has to reach the end.
   */
  renderProgress() {
    const { part } = this.current.section.dataset;
    const end = find("[data-move=end]", this.moves);
    end.hidden = this.isLast() || this.faultsNow(false).length > 0;
    this.progress.textContent = end.hidden ? `${part}` : `${part} · ${this.words.enough}`;
  }

  renderMoves() {
    const [isFirst, isLast] = [this.current === this.screens[0], this.isLast()];
    const isRequired = this.current.ids.some((id) => this.data.questions[id].r);
    const isAdvice = this.current.ids.length === 0;
    find("[name=next]", this.moves).hidden = isLast;
    find("[data-move=skip]", this.moves).hidden = isLast || isRequired || isAdvice;
    find("[data-move=back]", this.moves).hidden = isFirst || this.isLocked;
  }
}
