/** The receipt of a report is drawn before it is sealed, and is for that one alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeRecipient, newSeed, recipientOf } from "../../intake/static/js/crypto/age/hybrid.js";
import { b64u } from "../../intake/static/js/crypto/encoding.js";
import { prepare, sealDraft } from "../../intake/static/js/public/sealing/sealing.js";

const PLACE = {
  desk: "d".repeat(32),
  epoch: "1",
  recipient: encodeRecipient(recipientOf(newSeed())),
  salt: b64u(new Uint8Array(32)),
};
/** @type {import("../../intake/static/js/crypto/case/sealing/sending.js").Draft} */
const DRAFT = {
  ...{ answers: { story: "a story" }, contact: {}, avoid: false, country: "fr", kinds: [] },
  ...{ whoFor: "me", lang: "en", at: 1_790_000_000 - (1_790_000_000 % 3600), form: 3 },
  ...{ level: "urgent", rules: ["T09"], tags: [], dates: {} },
};

const seal = () => sealDraft({ draft: Promise.resolve(DRAFT), place: PLACE });

test("a receipt is drawn and a report sealed for practice while somebody still writes", async (t) => {
  const stretched = t.mock.method(crypto.subtle, "deriveBits");
  assert.equal(await prepare(PLACE), true);
  const before = stretched.mock.callCount();
  assert.ok(before > 0);
  const first = await seal();
  const among = stretched.mock.callCount() - before;
  const second = await seal();
  assert.ok(stretched.mock.callCount() - before - among > among, "the first was drawn before");
  assert.notEqual(first.code, second.code);
});

test("nothing leaves the page while a report is sealed for practice", async (t) => {
  const sent = t.mock.method(globalThis, "fetch", async () => new Response("{}"));
  Object.assign(globalThis, { location: { pathname: "/en/form" } });
  assert.equal(await prepare(PLACE), true);
  assert.equal(sent.mock.callCount(), 0);
});

test("what could not be prepared is sealed all the same once it can be", async () => {
  assert.equal(await prepare({ ...PLACE, salt: "" }), false);
  const sealed = seal();
  await assert.doesNotReject(sealed);
  assert.match((await sealed).code, /^\d{4}( \d{4}){6}$/);
});
