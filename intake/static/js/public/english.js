/** What a script says in English because the page's language does not say it: its element says so. */

/**
 * Mark each text in English from here on, wherever it is put; `{n}` in it stands for anything.
 * @param {string[]} texts none as a rule: then nothing is watched
 */
export function markEnglish(texts) {
  if (texts.length === 0) {
    return;
  }
  const isEnglish = patternOf(texts);
  /** @type {WeakSet<Element>} */
  const marked = new WeakSet();
  /** @param {Node} node */
  const look = (node) => {
    const { parentElement } = node;
    if (node.nodeType !== Node.TEXT_NODE || !parentElement) {
      node.childNodes.forEach(look);
    } else if (isEnglish.test(node.textContent ?? "")) {
      marked.add(parentElement);
      Object.assign(parentElement, { lang: "en", dir: "ltr" });
    } else if (marked.delete(parentElement)) {
      parentElement.removeAttribute("lang");
      parentElement.removeAttribute("dir");
    }
  };
  const watcher = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      addedNodes.forEach(look);
    }
  });
  watcher.observe(document.body, { childList: true, subtree: true });
}

/**
 * @param {string[]} texts
 * @returns {RegExp}
 */
export function patternOf(texts) {
  const patterns = texts.map((text) =>
    text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\\\{\w+\\\}/g, ".*"),
  );
  return new RegExp(`^\\s*(?:${patterns.join("|")})\\s*$`);
}
