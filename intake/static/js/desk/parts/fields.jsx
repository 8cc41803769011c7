/**
 * Fields that staff write in. Nothing typed may reach their disk: session files, the spelling helper,
 * translation, suggestions; a length is counted and never cut.
 */

import { say } from "../../words/say.js";
import { optionsOf } from "../model/case/options.js";

/** What every field carries, so that the browser keeps and sends nothing of it. */
export const PRIVATE = Object.freeze({
  autoComplete: "off",
  autoCapitalize: "off",
  spellcheck: false,
  writingsuggestions: "false",
  ref: keepOut,
});

/**
 * Set what only an attribute says in every browser: as properties these are switches in some of them.
 * @param {HTMLElement | null} field
 */
function keepOut(field) {
  field?.setAttribute("autocorrect", "off");
  field?.setAttribute("translate", "no");
}

/**
 * @param {object} props
 * @param {string} props.name
 * @param {string} props.label
 * @param {string} props.value
 * @param {(text: string) => void} props.onText
 * @param {string} [props.hint]
 * @param {string} [props.lang]
 * @param {string} [props.look]
 * @param {boolean} [props.invalid]
 */
export function Area({ name, label, value, onText, hint, lang, look, invalid }) {
  const id = `write-${name}`;
  return (
    <div class={`field ${look ?? ""}`}>
      <label for={id}>{label}</label>
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <textarea
        {...PRIVATE}
        id={id}
        name={name}
        dir="auto"
        lang={lang}
        value={value}
        aria-describedby={hint && `${id}-hint`}
        aria-invalid={invalid || undefined}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    </div>
  );
}

/**
 * @param {object} props
 * @param {string} props.name
 * @param {string} props.label
 * @param {string} props.value
 * @param {(value: string) => void} props.onChoose
 * @param {[string, string][]} props.options value and words
 * @param {string} [props.hint]
 * @param {string} [props.none] what stands for nothing chosen; left out, one is always chosen
 */
export function Choose({ name, label, value, onChoose, options, hint, none }) {
  const id = `choose-${name}`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        {...PRIVATE}
        id={id}
        name={name}
        value={value}
        aria-describedby={hint && `${id}-hint`}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {none !== undefined && <option value="">{none}</option>}
        {options.map(([code, words]) => (
          <option key={code} value={code}>
            {words}
          </option>
        ))}
      </select>
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}

/**
 * @param {object} props
 * @param {string} props.name
 * @param {string} props.value
 * @param {(value: string) => void} props.onChoose
 * @param {readonly string[]} props.codes
 */
export function Reasons({ name, value, onChoose, codes }) {
  return (
    <Choose
      name={name}
      label={say("act.reason")}
      value={value}
      onChoose={onChoose}
      options={optionsOf("reason", codes)}
      none={say("act.choose")}
    />
  );
}

/**
 * @param {object} props
 * @param {string} props.name
 * @param {boolean} props.checked
 * @param {(checked: boolean) => void} props.onCheck
 * @param {import("preact").ComponentChildren} props.children
 * @param {string} [props.value]
 */
export function Tick({ name, checked, onCheck, children, value }) {
  return (
    <label class="choice">
      <input
        type="checkbox"
        name={name}
        value={value}
        autoComplete="off"
        checked={checked}
        onChange={(event) => onCheck(event.currentTarget.checked)}
      />
      <span>{children}</span>
    </label>
  );
}
