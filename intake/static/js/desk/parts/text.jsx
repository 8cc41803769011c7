/** What somebody wrote: as text only, laid out in its own direction, with its marks in sight. */

import { say } from "../../words/say.js";
import { piecesOf } from "../model/text/pieces.js";
import { form } from "../state/case/current.js";

/**
 * @param {object} props
 * @param {string} props.text
 * @param {string} [props.lang]
 * @param {{from: number, to: number}[]} [props.found] where the stop word stands
 */
export function Text({ text, lang, found }) {
  return (
    <div class="text" dir="auto" lang={lang}>
      {piecesOf(text, found, form.value?.runs).map((piece, at) => (
        <Piece key={at} {...piece} />
      ))}
    </div>
  );
}

/** @param {import("../model/text/pieces.js").Piece} props */
function Piece({ text, look }) {
  if (look === "mark") {
    return (
      <span class="dirmark" title={say("thread.mark", { name: text })}>
        ({text})
      </span>
    );
  }
  if (look === "run") {
    return <bdi dir="ltr">{text}</bdi>;
  }
  return look === "stop" ? <mark title={say("thread.stop")}>{text}</mark> : text;
}
