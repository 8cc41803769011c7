/** A newcomer in Chrome 80: every key and the secret of the code app are made there. */
import { createHmac } from "node:crypto";

/** @typedef {import("./acts.js").Page} Page */

/**
 * Use an invitation, as far as the account.
 * @param {Page} page
 * @param {import("./acts.js").Job} job
 */
export async function enrol(page, { base_url: home, token, now }) {
  await page.goto(`${home}/enrol#${token}`);
  await page.waitForSelector('[data-state="words"]:not([hidden])');
  const words = await page.$$eval("[data-says=words] li", (all) => all.map((li) => li.innerText));
  await page.click("[data-does=written]");
  const asked = await page.$$eval("[data-says=asked] input", (all) => all.map(({ id }) => id));
  for (const id of asked) {
    await page.type(`#${id}`, words[Number(id.replace("word-", ""))]);
  }
  await page.click("[data-does=checked]");
  await page.waitForSelector("[data-says=qr] svg path");
  const secret = await page.$eval("[data-says=secret]", (found) => found.innerText);
  const width = await page.$eval("[data-says=qr] svg", (found) => found.clientWidth);
  await page.type("#totp", codeOf(secret.replace(/ /g, ""), now));
  await page.click("[data-does=finish]");
  await page.waitForSelector('[data-state="done"]:not([hidden])');
  return { secret, width };
}

/**
 * @param {string} secret base32
 * @param {number} now
 * @returns {string} the code of RFC 6238
 */
function codeOf(secret, now) {
  const digits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter));
  const bits = digits.map((digit) => digit.toString(2).padStart(5, "0")).join("");
  const key = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  const step = Buffer.alloc(8);
  step.writeUInt32BE(Math.floor(now / 30), 4);
  const mac = createHmac("sha1", Buffer.from(key)).update(step).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
