/** The words of every staff page but the desk and the overview, by key. */

import { ACCOUNTS } from "./en/staff/accounts.js";
import { AUTH } from "./en/staff/auth.js";
import { MISSING } from "./en/staff/missing.js";
import { PEOPLE } from "./en/staff/people.js";
import { REFUSALS } from "./en/staff/refusals.js";
import { speaker } from "./speaking.js";

const WORDS = { ...AUTH, ...PEOPLE, ...ACCOUNTS, ...MISSING, ...REFUSALS };

export const { say: words, sayOf: wordsOf } = speaker(WORDS);
