/** Leaving: at once when the reader wants to, never by accident, and nothing stays to come back to. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  forgetOnLeaving,
  guardLeaving,
  startLeaving,
} from "../../intake/static/js/public/leaving.js";
import { emptyPage } from "./page.js";

const EXIT = "/en/exit";

/** @type {any} */
let page;
/** @type {string[]} */
let went;
/** @type {(event: any) => void} */
let press;

beforeEach(() => {
  const root = /** @type {any} */ (emptyPage());
  const main = root.querySelector("main");
  main.textContent = "what somebody wrote";
  root.querySelector("#leave").href = EXIT;
  went = [];
  page = { main, leave: root.querySelector("#leave"), window: globalThis.window };
  const location = {
    reload: () => went.push("reload"),
    replace: (/** @type {string} */ to) => went.push(to),
  };
  Object.assign(globalThis, { location });
  Object.assign(document, {
    addEventListener: (/** @type {string} */ _type, /** @type {any} */ listener) => {
      press = listener;
    },
  });
});

test("the link leaves at once, takes the place of the page, and asks nothing", () => {
  startLeaving();
  guardLeaving(true);
  assert.equal(page.leave.onclick(), false);
  assert.deepEqual([page.main.textContent, went, page.window.onbeforeunload], ["", [EXIT], null]);
});

test("three times Escape within a second leave, from any field that closes nothing by it", () => {
  const target = { matches: () => false };
  const wrong = [
    [[0, 500, 1001, 1502], {}],
    [[0, 100], {}],
    [[0, 100, 200], { isComposing: true }],
    [[0, 100, 200], { keyCode: 229 }],
    [[0, 100, 200], { key: "Enter" }],
    [[0, 100, 200], { target: { matches: () => true } }],
  ];
  for (const [times, options] of /** @type {[number[], object][]} */ (wrong)) {
    startLeaving();
    for (const timeStamp of times) {
      press({ key: "Escape", target, timeStamp, ...options });
    }
    assert.deepEqual(went, [], JSON.stringify(options));
  }
  for (const timeStamp of [5_000, 5_500, 6_000]) {
    press({ key: "Escape", target, timeStamp });
  }
  assert.deepEqual([page.main.textContent, went], ["", [EXIT]]);
});

test("who goes another way is asked, in browsers old and new", () => {
  guardLeaving(true);
  const event = { isStopped: false, preventDefault: () => (event.isStopped = true) };
  page.window.onbeforeunload(event);
  assert.deepEqual(event, { ...event, isStopped: true, returnValue: "" });
});

test("a page that was left is empty, and is loaded anew when it comes back from memory", () => {
  forgetOnLeaving();
  page.window.onpagehide();
  assert.equal(page.main.textContent, "");
  page.window.onpageshow({ persisted: false });
  assert.deepEqual(went, []);
  page.window.onpageshow({ persisted: true });
  assert.deepEqual(went, ["reload"]);
});
