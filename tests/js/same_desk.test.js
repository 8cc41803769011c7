/** The recipient that reporters seal to is compared with the signed one, whatever the server does. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { requireSameDesk } from "../../intake/static/js/staff/roster/same_desk.js";
import { newStaff } from "./desk.js";

const { walk } = await newStaff();
const other = (await newStaff()).walk.newest.recipient;
const { fetch } = globalThis;

afterEach(() => {
  globalThis.fetch = fetch;
});

/** @param {() => Response | Promise<Response>} answer */
function answerWith(answer) {
  globalThis.fetch = async () => answer();
}

test("the desk that the list names is the one that reporters seal to", async () => {
  answerWith(() => new Response(`${walk.newest.recipient}\n`));
  await requireSameDesk(walk);
});

test("another recipient, none, or no answer stops the page", async () => {
  for (const answer of [
    () => new Response(`${other}\n`),
    () => new Response(""),
    () => new Response(walk.newest.recipient.slice(0, -1)),
    () => new Response(walk.newest.recipient, { status: 404 }),
    () => Promise.reject(new TypeError("offline")),
  ]) {
    answerWith(answer);
    await assert.rejects(requireSameDesk(walk), { reason: "desk_differs" });
  }
});
