import assert from "node:assert/strict";
import { test } from "node:test";
import { missingWords } from "../../intake/static/js/staff/missing.js";

/** One jar for all tabs of a browser, which asks another tab for its turn after every change. */
class Jar {
  /** @type {Map<string, string>} */
  cookies = new Map();
  /** @type {(() => void) | null} */
  between = null;

  get cookie() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  set cookie(text) {
    const [name = "", value = ""] = (text.split(";")[0] ?? "").split("=");
    if (text.includes("Max-Age=0")) {
      this.cookies.delete(name);
    } else {
      this.cookies.set(name, value);
    }
    const turn = this.between;
    this.between = null;
    turn?.();
  }
}

/** @param {object} jar */
function useBrowser(jar) {
  const has = { document: jar, isSecureContext: true, sessionStorage: { length: 0 } };
  Object.assign(globalThis, has, { Worker: class {}, HTMLDialogElement: class {} });
}

/**
 * What is said without something that a browser has.
 * @param {string} name
 * @param {any} [instead] left out, it is not there at all
 */
function without(name, instead) {
  useBrowser(new Jar());
  const had = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(globalThis, name));
  delete (/** @type {any} */ (globalThis)[name]);
  if (instead !== undefined) {
    Object.defineProperty(globalThis, name, { value: instead, configurable: true });
  }
  try {
    return missingWords();
  } finally {
    Object.defineProperty(globalThis, name, had);
  }
}

const FORBIDDEN = {
  get length() {
    throw new Error("forbidden");
  },
};

test("each thing that a browser lacks has a sentence of its own", () => {
  const said = [
    without("isSecureContext", false),
    without("sessionStorage", FORBIDDEN),
    without("WebAssembly"),
    without("Worker"),
    without("BroadcastChannel"),
  ];
  assert.ok(!said.includes(""), said.join("|"));
  assert.equal(new Set(said).size, said.length);
  for (const name of ["HTMLDialogElement", "ReadableStream"]) {
    assert.equal(without(name), said.at(-1), name);
  }
  assert.equal(
    without("crypto", { ...crypto, getRandomValues: crypto.getRandomValues.bind(crypto) }),
    said.at(-1),
  );
});

test("two tabs that load at the same moment each find that the browser keeps cookies", () => {
  const jar = new Jar();
  useBrowser(jar);
  let other = "not asked";
  jar.between = () => {
    other = missingWords();
  };
  assert.equal(missingWords(), "");
  assert.equal(other, "");
  assert.equal(jar.cookie, "");
});

test("a browser that keeps no cookie is told so", () => {
  useBrowser({
    get cookie() {
      return "";
    },
    set cookie(_text) {},
  });
  assert.match(missingWords(), /keeps no session/);
});
