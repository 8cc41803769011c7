/** One line of a list of facts. */

/** @param {{term?: string, children: import("preact").ComponentChildren}} props */
export function Fact({ term, children }) {
  return (
    <>
      <dt>{term}</dt>
      <dd dir="auto">{children}</dd>
    </>
  );
}
