/**
 * A document for views that run under Node: just enough to be written into and read again. Every
 * selector finds an element, made when first asked for; only texts and elements can be put in.
 */

/** One element. */
class Element {
  constructor() {
    /** @type {(Element | string)[]} */
    this.children = [];
    /** @type {Record<string, string>} */
    this.attributes = {};
    /** @type {Record<string, string>} */
    this.dataset = {};
    /** @type {Map<string, Element>} */
    this.found = new Map();
    this.hidden = false;
    this.lang = "";
    this.host = ""; // Of a link, as the next one.
    this.pathname = "";
  }

  /** @returns {string} */
  get textContent() {
    return this.children
      .map((child) => (child instanceof Element ? child.textContent : child))
      .join("");
  }

  set textContent(text) {
    this.children = [];
    this.found = new Map();
    if (text !== "") {
      this.append(text);
    }
  }

  get firstElementChild() {
    return this;
  }

  get content() {
    return this;
  }

  /** @param {...(Element | string)} nodes */
  append(...nodes) {
    for (const node of nodes) {
      if (!(node instanceof Element || typeof node === "string")) {
        throw new TypeError(`${node} was put into the page`);
      }
      this.children.push(node);
    }
  }

  /** @param {...(Element | string)} nodes */
  prepend(...nodes) {
    const before = this.children;
    this.children = [];
    this.append(...nodes);
    this.children.push(...before);
  }

  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    if (typeof value !== "string") {
      throw new TypeError(`${name} is no text`);
    }
    this.attributes[name] = value;
  }

  /** @param {string} selector @returns {Element} */
  querySelector(selector) {
    const known = this.found.get(selector);
    if (known) {
      return known;
    }
    const made = new Element();
    this.found.set(selector, made);
    this.children.push(made);
    return made;
  }

  /** @returns {Element[]} */
  querySelectorAll() {
    return [];
  }

  cloneNode() {
    return new Element();
  }

  addEventListener() {}
  focus() {}
  remove() {}

  /** @returns {Element[]} this and everything in it */
  all() {
    const inner = this.children.flatMap((child) => (child instanceof Element ? child.all() : []));
    return [this, ...inner];
  }
}

/** How a day is written out in each month, as the page's data says it. */
const DAYS = Array.from({ length: 12 }, (_, month) => {
  const name = new Date(Date.UTC(2026, month)).toLocaleDateString("en-GB", { month: "long" });
  return `{d} ${name} {y}`;
}).join("|");

/**
 * Begin with an empty page.
 * @param {string} [lang]
 * @returns {Element} its root
 */
export function emptyPage(lang = "en") {
  const root = new Element();
  const document = {
    createElement: () => new Element(),
    documentElement: { lang, dataset: { days: DAYS, ...(lang === "en" ? {} : { gap: "" }) } },
    importNode: () => new Element(),
    querySelector: (/** @type {string} */ selector) => root.querySelector(selector),
  };
  const window = { scrollTo() {} };
  const location = { pathname: `/${lang}/box` };
  Object.assign(globalThis, { HTMLElement: Element, document, window, location });
  return root;
}
