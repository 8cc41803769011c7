/** Inviting somebody, and the invitations that nobody has used yet. */

import { refill } from "../../dom.js";
import { DESK_ROLES } from "../../generated/lists.js";
import { momentWords } from "../../staff/desk/suspending.js";
import { ROLE_WORDS, wordFor } from "../../staff/labels.js";
import { getJson, sendJson } from "../../staff/staff_api.js";
import {
  announce,
  askToConfirm,
  attempt,
  copyTemplate,
  dialog,
  forget,
  input,
  offer,
  onClick,
  place,
  say,
} from "../../staff/staff_dom.js";
import { words } from "../../words/say_staff.js";

/**
 * @typedef {{account: string, username: string, role: string, triage: boolean,
 *   expires_at: number, made_by: string | null}} Invitation
 */

/** Wire the form and show what is open. */
export async function showInvitations() {
  const role = input("new_role");
  role.addEventListener("change", () => offerTriage(role.value));
  onClick("invite", () => attempt("invite-problem", invite));
  onClick("copy", copyLink);
  onClick("keep-invite", () => dialog("revoking").close());
  // What a browser puts back after a reload or on the way back comes before this event.
  addEventListener("pageshow", emptyForm);
  emptyForm();
  await showOpen();
}

/** An invitation inherits nothing: the triage tick of the last one would let another person read. */
function emptyForm() {
  forget(place("invitation"));
  offerTriage(input("new_role").value);
}

/** @param {string} role */
function offerTriage(role) {
  const offered = DESK_ROLES.includes(role);
  place("triage").hidden = !offered;
  input("new_triage").checked = offered && input("new_triage").checked;
}

async function invite() {
  const username = input("new_username").value.trim().toLowerCase();
  const body = { username, role: input("new_role").value, triage: input("new_triage").checked };
  place("invited").hidden = true;
  const { link } = await sendJson("POST", "/admin/invite", body);
  say("invited-name", username);
  say("link", new URL(link, location.origin).href);
  place("invited").hidden = false;
  announce(words("invitation.made", { name: username }));
  emptyForm();
  await showOpen();
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(place("link").textContent ?? "");
    say("copied", words("invitation.copied"));
  } catch {
    say("copied", words("invitation.not_copied"));
  }
}

async function showOpen() {
  /** @type {{invites: Invitation[]}} */
  const { invites } = await getJson("/admin/invites");
  say("invites-count", invites.length ? String(invites.length) : "");
  place("no-invites").hidden = invites.length > 0;
  place("invites-table").hidden = invites.length === 0;
  refill(place("invites"), ...invites.map(invitationRow));
}

/** @param {Invitation} invitation */
function invitationRow(invitation) {
  const row = copyTemplate("open-invite");
  const word = wordFor(ROLE_WORDS, invitation.role);
  say("name", invitation.username, row);
  say("role", invitation.triage ? words("account.triage", { role: word }) : word, row);
  say("until", momentWords(invitation.expires_at), row);
  say("by", invitation.made_by ?? words("invitation.by_machine"), row);
  const label = words("invitation.revoke", { name: invitation.username });
  offer(row, "revoke", label, () => confirmRevoking(invitation));
  return row;
}

/** @param {Invitation} invitation */
function confirmRevoking({ account, username }) {
  say("revoked-name", username);
  askToConfirm("revoking", "revoke-now", async () => {
    dialog("revoking").close();
    place("invited").hidden = true; // It may show the link that ends now.
    await attempt("invites-problem", async () => {
      try {
        await sendJson("POST", "/admin/revoke-invite", { account });
        announce(words("invitation.revoked", { name: username }));
      } finally {
        await showOpen();
      }
    });
  });
}
