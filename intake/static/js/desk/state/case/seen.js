/** The open case in the words of its reader: names, contact rules, answers, computed once. */

import { computed } from "@preact/signals";
import { say } from "../../../words/say.js";
import { askedOf } from "../../model/case/proposals.js";
import { threadOf } from "../../model/case/thread.js";
import { topicsOf, wordedFor } from "../../model/report/answers.js";
import { contactRules } from "../../model/report/contact.js";
import { datesOf } from "../../model/report/dates.js";
import { findStop } from "../../model/text/stop.js";
import { people, today, who } from "../store.js";
import { form, open } from "./current.js";

/** @typedef {import("../../../form/conditions.js").Answers} Answers */

/** What the report answers, without what stands in the contact file. */
export const reportAnswers = computed(
  () => /** @type {Answers} */ (open.value?.report?.body.answers ?? {}),
);
export const contactAnswers = computed(
  () => /** @type {Answers} */ (open.value?.contact.body.answers ?? {}),
);
/** What report and contact answer together. */
export const answers = computed(() => ({ ...reportAnswers.value, ...contactAnswers.value }));
/** When the report was sealed, Unix seconds. */
export const at = computed(() => Number(open.value?.report?.body.at ?? 0));
/** The form in the wording of this report. */
export const worded = computed(() => form.value && wordedFor(form.value, reportAnswers.value));
/** The answers by topic; none before the form is here. */
export const topics = computed(() =>
  worded.value ? topicsOf(worded.value, answers.value, at.value) : [],
);
/** The dates among them that are still to come. */
export const dates = computed(() =>
  worded.value ? datesOf(worded.value, answers.value, today.value, at.value) : [],
);
/** The language of the form it came with. */
export const lang = computed(() => String(open.value?.report?.body.lang ?? "en"));
export const me = computed(() => who.value?.username ?? "");

/** Names of everybody who can have written something, by account id. */
const names = computed(() => {
  const told = /** @type {{id: string, name: string}[]} */ (open.value?.meta.people ?? []);
  const signed = people.value?.names ?? new Map();
  return new Map([...told.map(({ id, name }) => /** @type {const} */ ([id, name])), ...signed]);
});

/**
 * Everybody who is or was on the desk, under the names that its members signed: a key or an exclusion
 * goes to an id, and whoever tells the names chooses whose.
 */
export const staff = computed(() => {
  const told = /** @type {import("../../model/case/options.js").Told[]} */ (
    open.value?.meta.people ?? []
  );
  const signed = people.value?.names;
  return signed
    ? told.flatMap((each) => {
        const name = signed.get(each.id);
        return name ? [{ ...each, name }] : [];
      })
    : told;
});

/**
 * @param {string} account id
 * @returns {string} "you", a user name, or what stands for nobody known
 */
export function nameOf(account) {
  const name = names.value.get(account) ?? say("thread.staff");
  return name === me.value ? say("case.you") : name;
}

/** @param {string | null | undefined} name a user name @returns {string} */
export function youOr(name) {
  return name === me.value ? say("case.you") : (name ?? say("case.nobody"));
}

/** What must be known before somebody writes, the grave first. */
export const rules = computed(() =>
  form.value ? contactRules(form.value, answers.value, at.value) : [],
);

export const thread = computed(() =>
  open.value ? threadOf(open.value) : { earlier: [], read: [], fresh: [] },
);

/** What waits for a second person. */
export const asked = computed(() =>
  open.value ? askedOf(open.value, { me: me.value, today: today.value, nameOf }) : [],
);

/**
 * Whether something that nobody answered yet holds the stop word.
 */
export const stopped = computed(() => {
  const { answered = -1 } = open.value?.meta ?? {};
  return (open.value?.items ?? []).some(
    ({ row, position, frame }) =>
      row.kind === "message" &&
      row.by !== "staff" &&
      position > answered &&
      frame !== null &&
      findStop(String(frame.body.text), contactAnswers.value.c_stop).length > 0,
  );
});
