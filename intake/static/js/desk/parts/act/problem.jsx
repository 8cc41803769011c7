/** What went wrong with an act, beside the button that was pressed. */

import { problem } from "../../state/case/current.js";

/** @param {{act: string}} props */
export function Problem({ act }) {
  return (
    <p role="alert" data-says={`problem-${act}`}>
      {problem.value.act === act && problem.value.words}
    </p>
  );
}
