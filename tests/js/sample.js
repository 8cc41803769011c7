/** A report as somebody would send it, and its sealing: what several tests begin with. */
import { newSeed, recipientOf } from "../../intake/static/js/crypto/age/hybrid.js";
import { sealReport } from "../../intake/static/js/crypto/case/sealing/sending.js";

/** @type {import("../../intake/static/js/crypto/case/sealing/sending.js").Draft} */
export const draft = {
  answers: { danger_now: "no", kinds: ["documents"], story: "护照被收走了。" },
  contact: { c_mode: "here", c_avoid: "Zhang" },
  avoid: true,
  country: "FR",
  kinds: ["documents"],
  whoFor: "me",
  lang: "zh-Hans",
  at: 1_795_284_000,
  form: 1,
  level: "urgent",
  rules: ["T12"],
  tags: [],
  dates: {},
};

/** Return a desk with its seed. */
export function newDesk() {
  const seed = newSeed();
  return { seed, id: "d0".repeat(16), epoch: 1, recipient: recipientOf(seed) };
}

/** Return reporter keys as a receipt would give them, without its slow derivation. */
export function newReporter() {
  return { reporterSeed: newSeed(), token: newSeed(), authorSeed: newSeed() };
}

/** Seal the sample with new keys. */
export async function sealSample() {
  const [desk, keys] = [newDesk(), newReporter()];
  return { desk, keys, sending: await sealReport(draft, desk, keys) };
}
