/** Answers and the rules that spoke of them: of the report, and of what happened since. */

import { own } from "../../../../own.js";
import { Text } from "../../../parts/text.jsx";

/** @typedef {import("../../../model/report/answers.js").Form} Form */

/** @param {{answers: import("../../../model/report/answers.js").Answer[], lang: string}} props */
export function Answers({ answers, lang }) {
  return (
    <dl>
      {answers.map(({ id, label, words, typed }) => (
        <div key={id}>
          <dt>{label}</dt>
          <dd data-answer={id} dir="auto" lang={typed ? lang : undefined}>
            <Text text={words} lang={typed ? lang : undefined} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Why, and what to do first. @param {{form: Form, rules: readonly string[]}} props */
export function Rules({ form, rules }) {
  return rules.map((id) => (
    <li key={id} data-rule={id}>
      <b>{own(form.reasons, id)?.why ?? id}</b>
      <span class="hint">
        {id} · {own(form.reasons, id)?.first}
      </span>
    </li>
  ));
}
