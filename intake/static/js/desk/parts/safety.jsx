/** A safety number: its groups apart, as they are read out. */

/** @param {{number: string}} props groups joined by spaces */
export function SafetyNumber({ number }) {
  const groups = number.split(" ");
  return (
    <ol class="safety">
      {groups.map((group, at) => (
        <li key={at}>{group}</li>
      ))}
    </ol>
  );
}
