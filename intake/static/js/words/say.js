/**
 * The words of the desk's page, by key. Each area has one module of messages in each language; English
 * is the only one yet, and every key stands in it. Words for the codes of casework are the server's
 * (`intake/case/rules/casework.en.toml`) and come with the form.
 */

import { ACTS } from "./en/acts.js";
import { CASE } from "./en/case.js";
import { LIST } from "./en/list.js";
import { PROBLEMS } from "./en/problems.js";
import { SHELL } from "./en/shell.js";
import { WHY } from "./en/why.js";
import { speaker } from "./speaking.js";

const ENGLISH = { ...SHELL, ...LIST, ...WHY, ...CASE, ...ACTS, ...PROBLEMS };

/** @typedef {keyof typeof ENGLISH} Key */

export const { say, sayOf, learn } = speaker(ENGLISH);
