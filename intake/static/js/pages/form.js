/** The form with JavaScript: one thing per screen, sealed here, sent once. */

import { find } from "../dom.js";
import { say, sayWayOut } from "../public/dom.js";
import { forgetOnLeaving, guardLeaving } from "../public/leaving.js";
import { showReceipt } from "../public/receipt.js";
import { sealAnswers } from "../public/sealing.js";
import { Steps } from "../public/steps.js";
import { takeOver } from "../public/taking_over.js";
import { loadData, NoAnswer, post, Refusal } from "../public/wire.js";

/**
 * Take over the form: until here nothing on this page can send anything.
 * @param {HTMLElement} root
 */
async function startForm(root) {
  const steps = new Steps(root, await loadData(root.dataset));
  const button = /** @type {HTMLButtonElement} */ (find("[name=send]", root));
  const sender = new Sender(steps, button, root.dataset);
  button.addEventListener("click", () => sender.send());
  root.addEventListener("input", () => {
    guardLeaving(true);
    steps.render();
  });
  root.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key === "Enter" && target.matches("input") && !event.isComposing) {
      steps.next();
    }
  });
  steps.start();
  find("#wait").remove();
}

/** Sends one report; keeps the sealed bytes until it knows what became of them. */
class Sender {
  /**
   * @param {Steps} steps
   * @param {HTMLButtonElement} button
   * @param {DOMStringMap} place where it goes
   */
  constructor(steps, button, place) {
    this.steps = steps;
    this.button = button;
    this.place = place;
    /** @type {{receipt: string, body: FormData} | null} */
    this.sealed = null;
  }

  /** Whatever goes wrong ends in a calm sentence, and what was written stays. */
  async send() {
    if (this.button.disabled) {
      return;
    }
    this.button.disabled = true;
    try {
      await this.sealAndPost();
    } catch (error) {
      this.explain(error);
    } finally {
      this.button.disabled = false;
    }
  }

  async sealAndPost() {
    const { steps, place } = this;
    if (!this.sealed) {
      if (steps.showFault()) {
        return;
      }
      steps.lock(true);
      say(steps.problem, steps.words.sealing);
      this.sealed = await sealAnswers(steps.data, steps.answers(), place);
    }
    say(steps.problem, steps.words.sending);
    const told = await readAnswer(await post(location.pathname, this.sealed.body));
    forgetOnLeaving();
    await showReceipt(this.sealed.receipt, told, steps.words);
    guardLeaving(false);
  }

  /** @param {unknown} error */
  explain(error) {
    const { problem, words } = this.steps;
    if (error instanceof Refusal) {
      this.giveUp(() => say(problem, error.message));
    } else if (this.sealed) {
      say(problem, words.unsure); // It may have arrived; the same bytes again will tell.
    } else {
      const plain = location.pathname.replace(/form$/, "plain");
      this.giveUp(() => sayWayOut(problem, words.unsealed, plain));
    }
  }

  /**
   * Nothing was stored: the next attempt seals anew.
   * @param {() => void} explain before all else, because what failed may fail again; then once more
   */
  giveUp(explain) {
    explain();
    this.sealed = null;
    this.steps.lock(false);
    explain();
  }
}

/**
 * @param {Response} response
 * @returns {Promise<import("../public/wire.js").Told>}
 * @throws {NoAnswer} it was cut short; asking again with the same bytes tells
 */
async function readAnswer(response) {
  try {
    return await response.json();
  } catch {
    throw new NoAnswer();
  }
}

takeOver("form", startForm);
