/** The opened case on the page: contact rules first, then why, then what was told. */

import { element, find, refill } from "../../dom.js";
import { own } from "../../own.js";
import {
  LANGUAGE_WORDS,
  LEVEL_WORDS,
  OTHER_PURPOSE_WORDS,
  PURPOSE_WORDS,
  ROLE_WORDS,
  STATUS_WORDS,
  wordFor,
} from "../labels.js";
import { place, say } from "../staff_dom.js";
import { answerList } from "./answers_view.js";
import { contactRules } from "./contact.js";
import { dayWords } from "./due.js";
import { recompute } from "./mismatch.js";

/** @typedef {import("./open_case.js").OpenedCase} OpenedCase */
/** @typedef {import("./answers_view.js").Form} Form */
/** @typedef {import("../../form/conditions.js").Answers} Answers */

/**
 * Put everything readable on the page.
 * @param {OpenedCase} opened
 * @param {Form} form
 */
export function showCase(opened, form) {
  const report = /** @type {Answers} */ (opened.report.body.answers);
  const contact = /** @type {Answers} */ (opened.contact.body.answers);
  const lang = String(opened.report.body.lang);
  showContact(report, contact, lang);
  showWhy(recompute(form, opened.report.body), form);
  const answers = answerList(form, { ...report, ...contact }, lang);
  refill(place("answers"), ...answers);
  say("sent", `${wordFor(LANGUAGE_WORDS, lang)}, came ${dayWords(opened.meta.received_on)}`);
  showFacts(opened.meta);
  showOpenings(opened.meta.openings);
}

/**
 * @param {Answers} report
 * @param {Answers} contact
 * @param {string} lang
 */
function showContact(report, contact, lang) {
  place("avoid").hidden = contact.c_avoid === undefined;
  const avoid = find('[data-answer="c_avoid"]');
  avoid.lang = lang;
  avoid.textContent = String(contact.c_avoid ?? "");
  const items = contactRules(report, contact).map(({ grave, words }) =>
    element("li", {}, grave ? element("b", {}, words) : words),
  );
  refill(place("contact-rules"), ...items);
}

/**
 * Show why it is urgent by its answers, whatever the row or the sender said.
 * @param {import("../../form/triage.js").Verdict} verdict
 * @param {Form} form
 */
function showWhy({ level, rules, tags }, form) {
  const mark = place("level");
  mark.dataset.level = level;
  mark.textContent = wordFor(LEVEL_WORDS, level);
  refill(
    place("why"),
    ...rules.map((id) => {
      const words = own(form.reasons, id);
      const first = element("span", { class: "quiet" }, ` ${words?.first ?? ""}`);
      return element("li", {}, element("code", {}, id), words?.why ?? "", first);
    }),
    ...tags.map((tag) => element("li", {}, element("b", {}, wordFor(form.tags, tag)))),
  );
}

/**
 * Show what the server says of the case.
 * @param {any} meta
 */
export function showFacts(meta) {
  const facts = [
    ["Status", wordFor(STATUS_WORDS, meta.status)],
    ["Taken by", meta.assignee ?? "nobody yet"],
    ["Cover", meta.cover ?? (meta.assignee ? "nobody" : "–")],
    ["Came", dayWords(meta.received_on)],
    ["Opens with", meta.holder.startsWith("desk:") ? "the desk's key" : "your own key"],
  ];
  const items = facts.flatMap(([term, text]) => [element("dt", {}, term), element("dd", {}, text)]);
  refill(place("facts"), ...items);
}

/** @param {{day: string, role: string, purpose: string}[]} openings the newest last */
function showOpenings(openings) {
  const words = { ...PURPOSE_WORDS, ...OTHER_PURPOSE_WORDS };
  const items = [...openings]
    .reverse()
    .map(({ day, role, purpose }) =>
      element(
        "li",
        {},
        element("b", {}, dayWords(day)),
        ` ${wordFor(ROLE_WORDS, role)}: ${wordFor(words, purpose)}`,
      ),
    );
  refill(place("openings"), ...items);
}
