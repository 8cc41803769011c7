/**
 * What seals a report, as a script of its own: the form is in use while it loads (SPEC 9). It holds all
 * that the form's page has of cryptography, and none of its words.
 */

// First, so that the libraries stand together in the bundle: gzip looks back 32 kB only.
import "../../crypto/ed25519.js";
import "../../crypto/age/hybrid.js";
import { find } from "../../dom.js";
import { offerToSeal } from "../../public/sealing/asking.js";
import { prepare, sealDraft } from "../../public/sealing/sealing.js";

offerToSeal(sealDraft);
prepare(find("[data-salt]").dataset);
