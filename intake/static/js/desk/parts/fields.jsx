/**
 * Fields that staff write in. Nothing typed may reach their disk: session files, the spelling helper,
 * translation, suggestions; a length is counted and never cut.
 */

import { say } from "../../words/say.js";
import { optionsOf } from "../model/case/options.js";
import { form } from "../state/case/current.js";

/** What every field carries, so that the browser keeps and sends nothing of it. */
export const PRIVATE = /** @type {const} */ ({
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
 * @param {string} [props.label] left out, that it is the reason
 * @param {string} [props.hint]
 */
export function Reasons(props) {
  return <Codes area="reason" label={say("act.reason")} {...props} />;
}

/**
 * Codes of the server's table, none of them chosen at first.
 * @param {object} props
 * @param {string} props.area of their words; name and codes are the area's where no other are given
 * @param {string} [props.name]
 * @param {string} props.label
 * @param {string} props.value
 * @param {(value: string) => void} props.onChoose
 * @param {readonly string[]} [props.codes]
 * @param {string} [props.hint]
 */
export function Codes({ area, codes = codesOf(area), ...props }) {
  return (
    <Choose name={area} {...props} options={optionsOf(area, codes)} none={say("act.choose")} />
  );
}

/**
 * @param {string} area
 * @returns {string[]} what the server's table offers in an open case, in its order
 */
export function codesOf(area) {
  return form.value?.codes[area] ?? [];
}

/**
 * @param {string[]} chosen
 * @param {string} each that is ticked now, or not any more
 * @param {boolean} is
 * @returns {string[]} what is chosen then
 */
export function ticked(chosen, each, is) {
  const others = chosen.filter((one) => one !== each);
  return is ? [...others, each] : others;
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
