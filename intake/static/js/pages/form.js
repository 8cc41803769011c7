/** The form with JavaScript: one thing per screen, sealed in this page, sent once. */

import { find } from "../dom.js";
import { isPressed } from "../public/dom.js";
import { markEnglish } from "../public/english.js";
import { showReceipt } from "../public/form/receipt.js";
import { startSteps } from "../public/form/steps.js";
import { grow } from "../public/growing.js";
import { forgetOnLeaving, guardLeaving } from "../public/leaving.js";
import { leadToNumbers } from "../public/questions/fields.js";
import { toldNow, toldSection } from "../public/questions/telling.js";
import { startWording } from "../public/questions/wording.js";
import { askToSeal, onceSealing } from "../public/sealing/asking.js";
import { draftOf, hoursOfDraft, isApart } from "../public/sealing/draft.js";
import { takeOver } from "../public/taking_over.js";
import { askHour, loadData, NoAnswer, postFor, Refusal } from "../public/wire.js";

/**
 * Take over the form: until here nothing on this page can send anything.
 * @param {HTMLElement} root
 */
async function startForm(root) {
  /** @type {import("../public/form/steps.js").Loaded} */
  const loaded = await loadData(root.dataset);
  markEnglish(loaded.english);
  root.append(...loaded.rest.map(grow));
  const button = /** @type {HTMLButtonElement} */ (find("[name=send]", root));
  const steps = startSteps(root, loaded, button);
  button.addEventListener("click", sending(steps, loaded, button, root.dataset));
  root.addEventListener("input", ({ target }) => {
    guardLeaving(true);
    steps.render();
    leadToNumbers(target, loaded.data);
  });
  root.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLInputElement} */ (event.target);
    if (isPressed(event, "Enter") && target.matches("input")) {
      steps.enter(target);
    }
  });
  const wait = find("#wait");
  root.after(wait); // Below what is in use already, until what seals is there too.
  onceSealing(() => wait.remove());
}

/**
 * Return what sends one report; the sealed bytes are kept until it is known what became of them.
 * Whatever goes wrong ends in a calm sentence, and what was written stays.
 * @param {import("../public/form/steps.js").Steps} steps
 * @param {import("../public/form/steps.js").Loaded} loaded
 * @param {HTMLButtonElement} button
 * @param {DOMStringMap} place where it goes
 * @returns {() => Promise<void>}
 */
function sending(steps, { data, words, receipt, told: texts, other }, button, place) {
  /** @type {(import("../public/sealing/asking.js").Sealed & {hours: number[]}) | null} */
  let sealed = null;

  const sealAndPost = async () => {
    if (!sealed) {
      if (steps.showFault()) {
        return;
      }
      steps.lock(true);
      steps.tell(words.sealing);
      const draft = draftOf(data, steps.answers(), askHour());
      sealed = { ...(await askToSeal({ draft, place })), hours: hoursOfDraft(await draft) };
    }
    steps.tell(words.sending);
    const told = await postFor(location.pathname, sealed.body, readTold);
    forgetOnLeaving();
    const answers = steps.answers();
    const isAnswered = answers.c_mode !== "none";
    const { code, hours } = sealed;
    const names = toldNow(data.rules, answers, hours);
    const said = names.map((name) => toldSection(name, texts[name]));
    steps.end();
    const sent = { code, isApart: isApart(hours), isAnswered, said };
    const checked = showReceipt(sent, told, receipt, words);
    startWording(find("main"), other)(answers);
    await checked;
    guardLeaving(false);
  };

  /**
   * Nothing was stored: the next attempt seals anew.
   * @param {() => void} explain before all else, because what failed may fail again; then once more
   */
  const giveUp = (explain) => {
    explain();
    sealed = null;
    steps.lock(false);
    explain();
  };

  const explain = (/** @type {unknown} */ error) => {
    if (error instanceof Refusal) {
      giveUp(() => steps.tell(error.message));
    } else if (sealed) {
      // It may have arrived; the same bytes again will tell.
      steps.tell((error instanceof NoAnswer && error.message) || words.unsure);
    } else {
      const plain = location.pathname.replace(/form$/, "plain");
      giveUp(() => steps.tell(words.unsealed, plain));
    }
  };

  return async () => {
    if (button.disabled) {
      return;
    }
    button.disabled = true;
    try {
      await sealAndPost();
    } catch (error) {
      explain(error);
    } finally {
      button.disabled = false;
    }
  };
}

/**
 * Only what SPEC 9 (wire.md 3) says a stored report is answered with means that it was stored.
 * @param {any} told
 * @returns {import("../public/wire.js").Told | null} null of anything else
 */
function readTold(told) {
  const { away, leaf, promise, reads } = told;
  const isTold = [away, promise, reads].every((text) => typeof text === "string");
  return isTold && /^[A-Z2-7]{20}$/.test(leaf) ? told : null;
}

takeOver("form", startForm);
