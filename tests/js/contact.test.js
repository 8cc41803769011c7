/** What must be known before contact: the rows of the form's own file, judged by the answers. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { contactRules } from "../../intake/static/js/desk/model/report/contact.js";

/** @param {string} name */
const read = (name) =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8"));
const form = { ...read("form.json"), ...read("reading.json"), texts: {} };
const AT = 1795305600;
/** @param {Record<string, string | string[]>} answers */
const wordsOf = (answers) =>
  contactRules(form, answers, AT).map(({ words, told }) => `${words} ${told}`.trim());

test("what forbids an answer stands before everything else", () => {
  const rules = contactRules(
    form,
    {
      ...{ who_for: "someone", r_held: ["phone"], age_u18: "yes" },
      ...{ c_mode: "none", f_contact_risk: "maybe", their_ok: "not_safe" },
    },
    AT,
  );
  const grave = rules.map((rule) => rule.grave);
  assert.deepEqual(grave, [true, true, true, true, false, false]);
  assert.match(rules[0].words, /Do not answer/);
});

test("without a word about contact the box is the only way, and not sure is not yes", () => {
  const words = wordsOf({ who_for: "someone" }).join(" ");
  assert.match(words, /Answer only here/);
  assert.match(words, /no contact/);
});

test("a junk answer about contact is no leave to write", () => {
  assert.ok(wordsOf({ c_mode: "whatever" }).join(" ").includes("Answer only here"));
  assert.ok(wordsOf({ who_for: "someone", their_ok: "whatever" }).join(" ").includes("no contact"));
});

test("another way is told with everything that makes it safe, and what a stranger hears first", () => {
  const answers = {
    ...{ c_mode: "also", c_channel: "phone", c_value: "+33 1", c_cover: "a language course" },
    ...{ c_word: "tangerine", c_when: "Mondays, Paris", c_lang: "yue", c_dialect: "Taishan" },
    ...{ c_gender: "woman", c_behalf: "my sister" },
  };
  const words = wordsOf(answers);
  assert.deepEqual(words.slice(0, 3), [
    "Never leave a message.",
    "If somebody else answers, say: a language course",
    "Only then is it safe to call: Mondays, Paris",
  ]);
  for (const told of ["phone · +33 1", "tangerine", "yue · Taishan", "woman", "my sister"]) {
    assert.ok(
      words.some((each) => each.endsWith(`: ${told}`)),
      told,
    );
  }
});

test("without a word for strangers a call was a wrong number, and a message needs a yes", () => {
  const calls = { c_mode: "also", c_channel: "signal" };
  assert.ok(wordsOf(calls).some((each) => each.includes("a wrong number")));
  const allowed = wordsOf({ ...calls, c_voicemail: "yes" });
  assert.ok(allowed.includes("A message may be left."));
  assert.ok(!allowed.includes("Never leave a message."));
  const met = wordsOf({ c_mode: "also", c_channel: "in_person" });
  assert.ok(!met.some((each) => each.includes("message") || each.includes("number")));
});
