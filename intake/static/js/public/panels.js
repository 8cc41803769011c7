/**
 * Help that stands over a page: `:target` parts of the same document, so that neither what is typed nor
 * a receipt goes. Without a script the address alone opens and closes them.
 */

/**
 * Let "Go back" of a panel go back to where it was opened, so that "Back" of the form leads to no panel
 * again.
 */
export function startPanels() {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll(".over > a");
  for (const link of links) {
    link.onclick = () => {
      history.back();
      return history.length < 2; // Opened in a tab of its own, the link alone leads back.
    };
  }
}
