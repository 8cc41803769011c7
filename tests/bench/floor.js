/** The floor under the size of the public bundle: age files and Ed25519, and no page around them. */
export { openFile, sealFile } from "../../intake/static/js/crypto/age/file.js";
export { sign, verify } from "../../intake/static/js/crypto/ed25519.js";
