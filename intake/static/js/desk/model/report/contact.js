/**
 * What somebody must know before they answer a reporter (DOMAIN 6.4), from the answers. Which answers
 * mean what is data, with its words: `intake/form/data/reading.toml`.
 */

import { holds } from "../../../form/conditions.js";
import { own } from "../../../own.js";
import { answerOf } from "./answers.js";

/** @typedef {import("../../../form/conditions.js").Answers} Answers */
/** `told` is what the reporter answered, which stands after the words; often empty.
 * @typedef {{grave: boolean, words: string, told: string}} ContactRule */

/**
 * Return the rules, the grave ones first.
 * @param {import("./answers.js").Form} form
 * @param {Answers} answers of report and contact together
 * @param {number} at when the report was sealed, Unix seconds
 * @returns {ContactRule[]}
 */
export function contactRules(form, answers, at) {
  const rules = form.known
    .filter(({ when }) => !when || holds(when, answers, 0))
    .map(({ grave = false, words, tell = [] }) => {
      const told = tell.flatMap((id) => {
        const answer = own(answers, id);
        return answer === undefined ? [] : answerOf(form, id, answer, at).words;
      });
      return { grave, words, told: told.join(" · ") };
    });
  return [...rules.filter(({ grave }) => grave), ...rules.filter(({ grave }) => !grave)];
}
