/**
 * One visit in the real Chrome 80: `node tests/e2e/chrome80/browser.js` takes a job as JSON on standard
 * input and gives what was found as JSON on standard output. Each visit is a new browser with an
 * empty profile below TMPDIR.
 */

import { createRequire } from "node:module";
import { json } from "node:stream/consumers";
import { acts } from "./acts.js";

/** @typedef {import("./acts.js").Job} Job */
/** @typedef {import("./acts.js").Page} Page */
/** @typedef {{complaints: string[], foreign: string[]}} Seen */

const FLAGS = ["--no-sandbox", "--disable-gpu"];
const PATIENCE_MILLISECONDS = 60_000; // Other browsers may be at work on the same two cores.
const PHONE = { width: 360, height: 640 };

/**
 * Note what a page complains of, and what it asks of another place.
 * @param {Page} page
 * @param {string} home
 * @param {Seen} seen
 */
function watch(page, home, { complaints, foreign }) {
  page.on("error", (error) => complaints.push(`crashed: ${error.message}`));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (said) => said.type() === "error" && complaints.push(said.text()));
  page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`));
  page.on("request", (request) => {
    if (!/^(data|blob|about):/.test(request.url()) && !request.url().startsWith(home)) {
      foreign.push(request.url());
    }
  });
}

/**
 * @param {Job} job
 * @throws {Error} with what the page complained of, when the visit did not come to its end
 */
async function visit(job) {
  const browser = await createRequire(import.meta.url)("puppeteer-core").launch({
    args: FLAGS,
    defaultViewport: PHONE,
    executablePath: job.executable,
    ignoreHTTPSErrors: true, // A certificate of tests signed itself.
    pipe: true,
  });
  /** @type {Seen} */
  const seen = { complaints: [], foreign: [] };
  try {
    const [page] = await browser.pages();
    page.setDefaultTimeout(PATIENCE_MILLISECONDS);
    await page.setJavaScriptEnabled(job.script);
    watch(page, job.base_url, seen);
    const found = await acts[job.act](page, job);
    return { browser: await browser.version(), ...seen, ...found };
  } catch (error) {
    throw new Error(`the visit broke off, seen: ${JSON.stringify(seen)}`, { cause: error });
  } finally {
    await browser.close();
  }
}

process.stdout.write(JSON.stringify(await visit(/** @type {Job} */ (await json(process.stdin)))));
