/** The form with JavaScript: one thing per screen, sealed here, sent once. */

import { find, say, sayWayOut } from "../public/dom.js";
import { forgetOnLeaving, guardLeaving } from "../public/leaving.js";
import { showReceipt } from "../public/receipt.js";
import { sealAnswers } from "../public/sealing.js";
import { Steps } from "../public/steps.js";
import { loadData, NoAnswer, post } from "../public/wire.js";

/**
 * Take over the form: until here nothing on this page can send anything.
 * @param {HTMLElement} root
 */
export async function startForm(root) {
  const steps = new Steps(root, await loadData(root.dataset));
  const button = /** @type {HTMLButtonElement} */ (find(root, "[name=send]"));
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
  find(document, "#wait").remove();
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

  async send() {
    if (this.button.disabled || (!this.sealed && this.steps.showFault())) {
      return;
    }
    this.button.disabled = true;
    this.steps.lock(true);
    try {
      await this.sealAndPost();
    } finally {
      this.button.disabled = false;
    }
  }

  async sealAndPost() {
    const { words, problem } = this.steps;
    say(problem, words.sealing);
    try {
      this.sealed ??= await sealAnswers(this.steps.data, this.steps.answers(), this.place);
    } catch {
      this.giveUp("");
      sayWayOut(problem, words.unsealed, location.pathname.replace(/form$/, "plain"));
      return;
    }
    say(problem, words.sending);
    const leaf = await this.post(this.sealed.body);
    if (leaf !== null) {
      await this.finish(this.sealed.receipt, leaf);
    }
  }

  /**
   * @param {FormData} body
   * @returns {Promise<string | null>} start of the leaf hash, or nothing if it is not sure
   */
  async post(body) {
    try {
      return (await readAnswer(await post(location.pathname, body))).leaf;
    } catch (error) {
      if (error instanceof NoAnswer) {
        say(this.steps.problem, this.steps.words.unsure);
      } else {
        this.giveUp(/** @type {Error} */ (error).message);
      }
      return null;
    }
  }

  /**
   * Nothing was stored: the next attempt seals anew.
   * @param {string} text
   */
  giveUp(text) {
    this.sealed = null;
    this.steps.lock(false);
    say(this.steps.problem, text);
  }

  /**
   * @param {string} receipt
   * @param {string} leaf
   */
  async finish(receipt, leaf) {
    forgetOnLeaving();
    this.sealed = null;
    await showReceipt(receipt, leaf, Number(this.place.hours), this.steps.words);
    guardLeaving(false);
  }
}

/**
 * @param {Response} response
 * @returns {Promise<{leaf: string}>}
 * @throws {NoAnswer} it was cut short; asking again with the same bytes tells
 */
async function readAnswer(response) {
  try {
    return await response.json();
  } catch {
    throw new NoAnswer();
  }
}
