/** The other pages of the desk: in the bar, and where that is narrow under the list. */

import { say } from "../../words/say.js";

const LINKS = /** @type {const} */ ([
  { address: "/desk/overview", words: "shell.overview", roles: ["supervisor"], rare: true },
  { address: "/admin/people", words: "shell.people", roles: [], rare: false },
  { address: "/desk/exports", words: "shell.exports", roles: [], rare: true },
  { address: "/desk/notices", words: "shell.notices", roles: [], rare: true },
  { address: "/desk/notices#away", words: "shell.away", roles: [], rare: true },
]);

/**
 * @param {{role: string | undefined, rareOnly?: boolean}} props those that a narrow bar leaves out
 */
export function Links({ role = "", rareOnly = false }) {
  const mine = LINKS.filter(({ roles }) => !roles.length || roles.some((each) => each === role));
  const shown = mine.filter(({ rare }) => rare || !rareOnly);
  return (
    <>
      {shown.map(({ address, words, rare }) => (
        <a key={address} href={address} class={rare ? "rare" : undefined}>
          {say(words)}
        </a>
      ))}
    </>
  );
}
