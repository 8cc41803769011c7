/** The one script of the public pages: it takes over the form or the box, and the way out. */

// First, so that the libraries stand together in the bundle: gzip looks back 32 kB only.
import "../crypto/ed25519.js";
import "../crypto/hybrid.js";
import { startLeaving } from "../public/leaving.js";
import { startBox } from "./box.js";
import { startForm } from "./form.js";

async function start() {
  startLeaving();
  const form = document.getElementById("form");
  const enter = document.getElementById("enter");
  if (form) {
    await startForm(form);
  }
  if (enter) {
    await startBox(enter);
  }
  document.documentElement.dataset.ready = "1";
}

start();
