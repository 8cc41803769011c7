/**
 * Cutting a text into pieces that can be shown. Marks that turn the direction of writing are invisible
 * and can make a text read as another: they are shown by name and do nothing.
 */

/** @typedef {{text: string, look: "" | "mark" | "stop"}} Piece */

/** Names as Unicode has them, by code point. @type {ReadonlyMap<string, string>} */
const NAMES = new Map([
  ["\u061c", "ALM"],
  ["\u200e", "LRM"],
  ["\u200f", "RLM"],
  ["\u202a", "LRE"],
  ["\u202b", "RLE"],
  ["\u202c", "PDF"],
  ["\u202d", "LRO"],
  ["\u202e", "RLO"],
  ["\u2066", "LRI"],
  ["\u2067", "RLI"],
  ["\u2068", "FSI"],
  ["\u2069", "PDI"],
]);
/** Of one text: a message of nothing but marks would be ten thousand elements on the page. */
const MOST = 100;
const MARKS = /([\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])/;

/**
 * @param {string} text
 * @param {{from: number, to: number}[]} [found] where the stop word stands, in UTF-16 units, in order
 * @returns {Piece[]} that are the text again, but for the marks
 */
export function piecesOf(text, found = []) {
  const pieces = [];
  let at = 0;
  for (const { from, to } of found) {
    pieces.push(...named(text.slice(at, from), ""), ...named(text.slice(from, to), "stop"));
    at = to;
  }
  return bounded([...pieces, ...named(text.slice(at), "")]);
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
  return [
    ...pieces.slice(0, MOST),
    ...(rest ? [{ text: rest, look: /** @type {const} */ ("") }] : []),
  ];
}

/**
 * @param {string} text
 * @param {"" | "stop"} look
 * @returns {Piece[]}
 */
function named(text, look) {
  return text
    .split(MARKS)
    .filter(Boolean)
    .map((part) => {
      const name = NAMES.get(part);
      return name ? { text: name, look: "mark" } : { text: part, look };
    });
}
