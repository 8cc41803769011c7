/** The words of the supervisor's overview, by key. */

import { OVERVIEW } from "./en/overview.js";
import { speaker } from "./speaking.js";

export const { say, sayOf } = speaker(OVERVIEW);
