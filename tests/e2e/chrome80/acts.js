/** What a reporter and a newcomer do in Chrome 80, and what is to be seen meanwhile. */
import { enrol } from "./enrol.js";

/**
 * `act` is the name of one of `acts`; the rest is what it needs.
 * @typedef {object} Job
 * @property {keyof typeof acts} act
 * @property {string} executable path of the browser
 * @property {string} base_url
 * @property {string} lang
 * @property {boolean} script whether the browser runs scripts
 * @property {Record<string, string | string[]>} answers for `send`: by question id
 * @property {string} code for `comeBack`
 * @property {string} message for `comeBack`: what to add; empty for nothing
 * @property {string} token for `enrol`: of the invitation
 * @property {number} now for `enrol`: Unix seconds by the server's clock
 */
/**
 * What we use of puppeteer's page; it brings no types that a compiler of today takes.
 * @typedef {object} Page
 * @property {(event: string, listener: (about: any) => void) => void} on
 * @property {(isOn: boolean) => Promise<void>} setJavaScriptEnabled
 * @property {(milliseconds: number) => void} setDefaultTimeout
 * @property {(url: string) => Promise<unknown>} goto
 * @property {(selector: string) => Promise<void>} click
 * @property {(selector: string, text: string) => Promise<void>} type
 * @property {(selector: string, value: string) => Promise<void>} select
 * @property {(selector: string) => Promise<unknown>} waitForSelector
 * @property {<T>(selector: string, read: (found: HTMLInputElement) => T) => Promise<T>} $eval
 * @property {<T>(selector: string, read: (found: HTMLElement[], key: string) => T, key?: string) =>
 *   Promise<T>} $$eval
 */

export const acts = { send, comeBack, enrol };

/**
 * Fill the form in, screen by screen where there are screens, and send it.
 * @param {Page} page
 * @param {Job} job
 */
async function send(page, job) {
  await open(page, job, "form");
  const screens = [await answerScreen(page, job.answers)];
  const crowded = await crowdedOn(page);
  while ((await visible(page, "[name=send]")).length === 0) {
    await page.click("[name=next]");
    screens.push(await answerScreen(page, job.answers));
    crowded.push(...(await crowdedOn(page)));
  }
  await page.click("[name=send]");
  await page.waitForSelector("#receipt-code, #check");
  if ((await visible(page, "#check")).length > 0) {
    crowded.push(...(await crowdedOn(page)));
    await page.click("[name=send]"); // Without JavaScript everything is shown once more.
  }
  return { screens, crowded, code: await waitForText(page, "#receipt-code") };
}

/**
 * Open the box with the code, add a message if there is one, and read everything.
 * @param {Page} page
 * @param {Job} job
 */
async function comeBack(page, job) {
  await open(page, job, "box");
  await page.type("[name=code]", job.code);
  await page.click("[name=send]");
  await page.waitForSelector("textarea[name=message]");
  const proof = await readProof(page, job);
  if (job.message) {
    await page.type("[name=message]", job.message);
    await page.click("[name=send]");
    await page.waitForSelector("[data-message=reporter]");
  }
  return {
    answers: await readAll(page, "answer"),
    messages: await readAll(page, "message"),
    troubles: await visible(page, "[role=alert].care"),
    proof,
  };
}

/**
 * Read what is said of the proofs of openings, once a browser with scripts has checked them.
 * @param {Page} page
 * @param {Job} job
 */
async function readProof(page, job) {
  const [opening] = await visible(page, "[data-proof]");
  if (job.script && opening !== undefined) {
    await page.waitForSelector("[data-how]:not([hidden])");
  }
  return visible(page, "[data-proof]");
}

/**
 * Answer what is asked here, with the follow-ups that open meanwhile.
 * @param {Page} page
 * @param {Job["answers"]} answers
 * @returns {Promise<{before: string[], after: string[]}>} the questions to be seen
 */
async function answerScreen(page, answers) {
  const before = await visible(page, "[id^=q-]");
  let after = before;
  for (let at = 0; at < after.length; at += 1) {
    const id = after[at].slice("q-".length);
    for (const value of [answers[id] ?? []].flat()) {
      await answer(page, id, value);
      after = await visible(page, "[id^=q-]");
    }
  }
  return { before, after };
}

/**
 * @param {Page} page
 * @param {string} name
 * @param {string} value
 */
async function answer(page, name, value) {
  const field = `[name=${name}]`;
  const type = await page.$eval(field, (found) => {
    found.scrollIntoView({ block: "center" }); // Between the bars, which stand on top of the page.
    return found.type;
  });
  if (type === "radio" || type === "checkbox") {
    await page.click(`${field}[value=${value}]`);
  } else if (type === "select-one") {
    await page.select(field, value);
  } else {
    await page.type(field, value);
  }
}

/**
 * Return the id, or the text if there is none, of every visible element.
 * @param {Page} page
 * @param {string} selector
 */
function visible(page, selector) {
  return page.$$eval(selector, (found) =>
    found.filter((each) => each.offsetParent).map((each) => each.id || each.innerText),
  );
}

/**
 * Return the texts of choices that stand too near to their box, and of buttons to the next one:
 * this browser knows no gap between flex items.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
function crowdedOn(page) {
  return page.$$eval("fieldset label:not(.q), .bar button, .moves button", (found) => {
    /** @param {HTMLElement} each */
    const isCrowded = (each) => {
      const isChoice = each.matches("label");
      const mine = document.createRange();
      mine.selectNode((isChoice && each.lastChild) || each);
      const other = isChoice ? each.firstElementChild : each.nextElementSibling;
      const [a, b] = [mine.getBoundingClientRect(), other?.getBoundingClientRect()];
      const isShown = a.width > 0 && b && b.width > 0;
      return isShown && Math.max(b.left - a.right, a.left - b.right, b.top - a.bottom) < 8;
    };
    return found.filter(isCrowded).map((each) => each.innerText);
  });
}

/**
 * Return the value of the `data-` attribute and the text of every element that has it, in order.
 * @param {Page} page
 * @param {"answer" | "message"} name
 */
function readAll(page, name) {
  return page.$$eval(
    `[data-${name}]`,
    (found, key) => found.map((each) => [each.dataset[key], each.innerText]),
    name,
  );
}

/**
 * @param {Page} page
 * @param {string} selector
 */
async function waitForText(page, selector) {
  await page.waitForSelector(`${selector}:not(:empty)`);
  return page.$eval(selector, (found) => found.innerText);
}

/**
 * @param {Page} page
 * @param {Job} job
 * @param {string} name
 */
async function open(page, { base_url, lang, script, answers }, name) {
  await page.goto(`${base_url}/${lang}/${name}`);
  if (script) {
    await page.waitForSelector("html[data-ready]");
  } else if (name === "form") {
    await page.click(`a[href="/${lang}/plain"]`); // The one thing there that works without.
    await page.waitForSelector("[name=send]");
    if (answers.who_for === "someone") {
      await page.waitForSelector(`a[href="/${lang}/plain/other"][target=_blank]`); // It opens beside.
      await page.goto(`${base_url}/${lang}/plain/other`);
      await page.waitForSelector(`a[href="/${lang}/plain"]`);
    }
    await page.$$eval("details > summary", (found) => {
      for (const each of found) {
        each.click();
      }
    });
  }
}
