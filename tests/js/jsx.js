/** Lets Node load the views: import this first, then the view, with `await import`. */
import { register } from "node:module";

register("./jsx_hooks.js", import.meta.url);
