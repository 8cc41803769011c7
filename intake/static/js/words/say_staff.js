/** The words of every staff page but the desk and the overview, by key. */

import { MISSING } from "./en/staff/missing.js";
import { speaker } from "./speaking.js";

export const { say: words, sayOf: wordsOf } = speaker(MISSING);
