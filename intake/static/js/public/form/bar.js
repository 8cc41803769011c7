/** What stays in sight around a screen: how far one is, and the buttons that lead somewhere from here. */

import { element, find } from "../../dom.js";
import { own } from "../../own.js";
import { fill } from "../dom.js";
import { sendsAtOnce } from "./asked.js";
import { idsOf } from "./cutting.js";

/** @typedef {import("./cutting.js").Screen} Screen */
/** @typedef {Map<Screen, import("./cutting.js").Part[]>} Asked the screens that are asked, in order */

/**
 * Put the buttons below the page, and the place on top of it.
 * @param {HTMLElement} bar
 * @param {HTMLButtonElement} send the button that sends; it comes to the others
 * @param {import("./steps.js").Loaded} loaded
 * @param {readonly Screen[]} screens all there may be
 */
export function startBar(bar, send, { data, words }, screens) {
  const [place, length] = [element("span"), element("progress", { "aria-hidden": "true" })];
  const button = (/** @type {string} */ name) => find(`[data-move=${name}]`, bar);
  const [back, end, next] = [button("back"), button("end"), find("[name=next]", bar)];
  const last = screens[screens.length - 1];
  const kinds = screens.findIndex((each) => !each.isShort && idsOf(each).includes("kinds"));
  find("#leave").before(place);
  find("header").append(length);
  find("main").after(bar);
  bar.append(send);
  send.textContent = words.send;

  /**
   * Show how far one is: questions, and of how many once it is known what is asked. What only tells
   * something belongs to the question before it.
   */
  const showPlace = (/** @type {Asked} */ asked, /** @type {Screen} */ current) => {
    const questions = [...asked.keys()].filter((screen) => idsOf(screen).length > 0);
    const at = screens.indexOf(current);
    const n = questions.filter((screen) => screens.indexOf(screen) <= at).length;
    const m = questions.length;
    const isKnown = at > kinds;
    place.textContent =
      current === last ? words.last : fill(isKnown ? words.of : words.number, { n, m });
    length.hidden = !isKnown;
    length.setAttribute("max", `${m}`);
    length.setAttribute("value", `${n}`);
  };

  return {
    back,
    end,
    next,
    /**
     * Show what leads somewhere from here. None of the buttons takes an answer back.
     * @param {Asked} asked
     * @param {Screen} current
     * @param {import("../../form/conditions.js").Answers} given
     * @param {{isLacking: boolean, isLocked: boolean}} state whether there is too little to be sent; whether it
     *   is being sent
     */
    show(asked, current, given, { isLacking, isLocked }) {
      const ids = idsOf({ parts: asked.get(current) ?? [] });
      const isOpen = ids.every((id) => own(given, id) === undefined && !data.questions[id].r);
      const [isLast, isFirst] = [current === last, current === asked.keys().next().value];
      next.textContent = isOpen && ids.length > 0 ? words.skip : words.next;
      next.hidden = isLast;
      send.hidden = !isLast;
      back.hidden = isFirst || isLocked;
      const isAtOnce = sendsAtOnce(data, given);
      end.textContent = isAtOnce ? words.now : words.check;
      // In danger a press may lose time: once numbers, who and what are behind, sending stands out.
      const isLoud = isAtOnce && !back.hidden;
      end.classList.toggle("go", isLoud);
      next.className = isLoud ? "go quiet" : "";
      end.hidden = isLast || (isLacking && !isAtOnce);
      showPlace(asked, current);
    },
    remove() {
      bar.remove();
      place.textContent = "";
      length.remove();
    },
  };
}
