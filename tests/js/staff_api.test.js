import assert from "node:assert/strict";
import { test } from "node:test";
import { problemWords } from "../../intake/static/js/staff/problems.js";
import { NoAnswer, sendForParts } from "../../intake/static/js/staff/staff_api.js";

/**
 * Ask for parts where the server answers so.
 * @param {Response} response
 */
async function partsOf(response) {
  const { document, fetch } = globalThis;
  Object.assign(globalThis, { document: { querySelector: () => null } });
  globalThis.fetch = async () => response;
  try {
    return await sendForParts("/desk/0/open", {});
  } finally {
    Object.assign(globalThis, { document, fetch });
  }
}

const KIND = { headers: { "Content-Type": "multipart/form-data; boundary=b" } };
const META = '--b\r\nContent-Disposition: form-data; name="meta"\r\n\r\n{"next":null}\r\n--b';

test("the parts of an answer are its meta and its files", async () => {
  const { meta, parts } = await partsOf(new Response(`${META}--\r\n`, KIND));
  assert.deepEqual([meta, parts.size], [{ next: null }, 0]);
});

test("an answer that breaks off is no answer, and is said to be none", async () => {
  for (const body of [META, "", "no parts at all"]) {
    await assert.rejects(partsOf(new Response(body, KIND)), (error) => {
      assert.ok(error instanceof NoAnswer);
      assert.match(problemWords(error), /Check the connection/);
      return true;
    });
  }
});
