/** Accounts and invitations; keeping somebody out; where one is told, and being away. */
export const ACCOUNTS = /** @type {const} */ ({
  "account.triage": "{role}, triage",
  "account.disable": "Disable {name}",
  "account.disabled": "disabled",
  "account.disabled_now": "{name} is disabled.",
  "account.suspended_since": "suspended since {moment}",
  "account.decide": "suspended since {moment}: decide now",
  "account.waits": "waits to be let in",
  "account.active": "active",
  "suspend.do": "Suspend {name}",
  "suspend.done": "{name} is suspended.",
  "suspend.undo": "Let {name} back in",
  "suspend.undone": "{name} can sign in again.",
  "suspend.overdue":
    "Suspended since {moment}. That is more than a day, and nobody has decided. They stay out until somebody does.",
  "suspend.since":
    "Suspended since {moment}. By {end} somebody lets them back in or removes them. They stay out until somebody does.",
  "invitation.made": "Invitation for {name} made. The link is shown once.",
  "invitation.copied": "Copied. Empty the clipboard afterwards.",
  "invitation.not_copied": "Copying is not possible here. Select it by hand.",
  "invitation.by_machine": "at the machine",
  "invitation.revoke": "Revoke the invitation for {name}",
  "invitation.revoked": "The invitation for {name} is revoked.",
  "notices.zone": "by the clock of {zone}",
  "notices.told": "You are told at {address}.",
  "notices.not_told": "You are not told of anything.",
  "review.choose": "Choose what came of it first.",
  "names.same": "The same person",
  "names.other": "Two different people",
  "inquiry.reference": "A reference has 32 characters: digits, and letters from a to f.",
  "inquiry.long": "These words are too long to be sealed. Shorten them.",
  "inquiry.proved": "Written by who could read your question.",
  "inquiry.unproved":
    "Not written by who could read your question, or altered on the way. Do not rely on it: ask again, and tell the people you answer to.",
  "inquiry.by_code":
    "You asked without words, so nothing shows who wrote this. To know, ask with words and the number of the members' keys.",
  "inquiry.another":
    "What this machine shows here is not the question that you sealed. Do not rely on its answer, and tell the people you answer to.",
  "inquiry.no_number":
    "Words are sealed only to keys whose number a member read to you. Type it, or leave the words out.",
  "inquiry.other_keys":
    "The keys that this machine names have another number. Nothing was sent. Let a member read theirs to you again, not through this site: the list may have changed. If theirs is the one you typed, this machine names false keys: ask nothing here, and tell the desk and the people you answer to.",
  "inquiry.vouched": "{name} has vouched for this auditor and signed for the key.",
  "inquiry.not_vouched":
    "Nobody on the desk's list has signed for the key of this auditor: somebody else could read what you write. Answer by code.",
  "inquiry.no_list":
    "Your browser does not trust the list of people now (see People), so nothing says whose key this is. Answer by code.",
  "vouching.no_list":
    "Your browser does not trust the list of people now: see People. Until then it signs for no auditor.",
  "inquiry.differs":
    "What this machine shows is not what the auditor sealed. Answer by code only, and tell another member.",
  "away.until": "You are away until {day}.",
  "away.here": "You are here.",
});
