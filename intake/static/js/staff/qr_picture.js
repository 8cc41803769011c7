/** A QR code as a picture that is drawn here, of nodes and no HTML. */
import encodeQR from "qr";

const SVG = "http://www.w3.org/2000/svg";
const QUIET_ZONE = 4; // Modules, as ISO/IEC 18004 wants it.

/**
 * Return the dark modules of a text as rows of booleans, with the quiet zone around.
 * @param {string} text
 * @returns {boolean[][]}
 */
export function modulesOf(text) {
  return encodeQR(text, "raw", { ecc: "medium", border: QUIET_ZONE });
}

/**
 * @param {string} text what the picture says
 * @param {string} label for those who do not see it
 * @returns {SVGElement} dark on light in every colour scheme
 */
export function qrPicture(text, label) {
  const rows = modulesOf(text);
  const picture = shape("svg", {
    viewBox: `0 0 ${rows.length} ${rows.length}`,
    role: "img",
    "aria-label": label,
    "shape-rendering": "crispEdges",
  });
  const ground = shape("rect", { width: "100%", height: "100%", fill: "#fff" });
  picture.append(ground, shape("path", { d: outline(rows), fill: "#000" }));
  return picture;
}

/**
 * @param {boolean[][]} rows
 * @returns {string} one square for each dark module
 */
function outline(rows) {
  const squares = rows.flatMap((row, y) =>
    row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")),
  );
  return squares.join("");
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @returns {SVGElement}
 */
function shape(name, attributes) {
  const made = /** @type {SVGElement} */ (document.createElementNS(SVG, name));
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  return made;
}
