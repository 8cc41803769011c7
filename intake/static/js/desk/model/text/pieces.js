/**
 * Cutting a text into pieces that can be shown. Marks that turn the direction of writing are invisible
 * and can make a text read as another: they are shown by name and do nothing. The groups of a telephone
 * number in Uyghur would stand the other way round: such a run is shown by itself, from left to right.
 */

/** @typedef {{text: string, look: "" | "mark" | "run" | "stop"}} Piece */

/** Marks, and after them their names as Unicode has them. */
const TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";
const NAMES = "ALM,LRM,RLM,LRE,RLE,PDF,LRO,RLO,LRI,RLI,FSI,PDI".split(",");
/** Of one text: a message of nothing but marks would be ten thousand elements on the page. */
const MOST = 100;

/**
 * @param {string} text
 * @param {{from: number, to: number}[]} [found] where the stop word stands, in UTF-16 units, in order
 * @param {string} [runs] what is one number, a regular expression with one group
 * @returns {Piece[]} that are the text again, but for the marks
 */
export function piecesOf(text, found = [], runs = "($^)") {
  const pieces = [];
  let at = 0;
  for (const { from, to } of found) {
    pieces.push(...cut(text.slice(at, from), runs), ...cut(text.slice(from, to), runs, "stop"));
    at = to;
  }
  return bounded([...pieces, ...cut(text.slice(at), runs)]);
}

/**
 * Let the marks of a text that has too many stand in it by name.
 * @param {Piece[]} pieces
 * @returns {Piece[]}
 */
function bounded(pieces) {
  const rest = pieces
    .slice(MOST)
    .map(({ text, look }) => (look === "mark" ? `(${text})` : text))
    .join("");
  return rest ? [...pieces.slice(0, MOST), { text: rest, look: "" }] : pieces;
}

/**
 * @param {string} text
 * @param {string} runs
 * @param {"" | "stop"} [look]
 * @returns {Piece[]}
 */
function cut(text, runs, look = "") {
  const parts = text.split(RegExp(`([${TURNING}])|${runs}`)); // Text, mark, run, and again.
  return parts.flatMap((part, at) =>
    part
      ? at % 3 === 1
        ? { text: NAMES[TURNING.indexOf(part)], look: "mark" }
        : { text: part, look: at % 3 ? look || "run" : look }
      : [],
  );
}
