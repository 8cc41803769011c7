/** What a staff page says of an answer that is none, by the server's code and otherwise. */
const DAMAGED =
  "What this page sent was damaged, or the page is too old. Nothing was stored. Load it again.";
const MOVED = "The list has changed in this moment. Load the page again.";
const UNKNOWN = "Load the page again: what it asked for is not known.";

export const REFUSALS = /** @type {const} */ ({
  "refusal.other": "The server could not do this. Try again; if it stays, tell your administrator.",
  "refusal.list": "The new list was refused. {why} Load the page again.",
  "trouble.no_answer": "There was no answer. Check the connection, then try again.",
  "trouble.unopened": "What came from the server could not be opened ({reason}).",
  "trouble.page":
    "Something in this page went wrong. Load it again; if it happens twice, tell your administrator.",
  "refused.damaged": DAMAGED,
  "refused.body": DAMAGED,
  "refused.meta": DAMAGED,
  "refused.content_type": DAMAGED,
  "refused.multipart": DAMAGED,
  "refused.not_utf8": DAMAGED,
  "refused.nul": DAMAGED,
  "refused.too_many_fields": DAMAGED,
  "refused.totp_secret": DAMAGED,
  "refused.roster_moved_on": MOVED,
  "refused.gap": MOVED,
  "refused.fork": MOVED,
  "refused.step_back": MOVED,
  "refused.after": UNKNOWN,
  "refused.reason": UNKNOWN,
  "refused.purpose": UNKNOWN,
  "refused.place": UNKNOWN,
  "refused.dispositions": UNKNOWN,
  "refused.via": UNKNOWN,
  "refused.outcome": UNKNOWN,
  "refused.members": UNKNOWN,
  "refused.month": UNKNOWN,
  "refused.lang": UNKNOWN,
  "refused.invite": "This invitation is not known, or it has run out. Ask for another one.",
  "refused.case": "There is no such case, or it is not for you.",
  "refused.account": "There is no such account any more. Load the page again.",
  "refused.entry": "There is no such entry in the log.",
  "refused.username":
    "A user name is 2 to 32 small letters, digits, dots or dashes, a letter or digit first.",
  "refused.policy": "These lines are no policy of witnesses, or they name a log.",
  "refused.proposer_gone":
    "Who proposed this may no longer act. End the proposal, and propose it yourself.",
  "refused.policy_url":
    "A witness is asked over https, or over http on this machine or at an onion address.",
  "refused.policy_stands": "This is what stands already.",
  "refused.own_policy": "You proposed this; somebody else must agree.",
  "refused.one_hand":
    "Your account and that of who proposed this come from the same administrator. Somebody else must agree.",
  "refused.not_vouched": "Nobody has vouched for you yet: see “Who counts”.",
  "refused.newcomer": "Nobody of this name waits for you to vouch for them.",
  "refused.username_taken": "There is an account or an invitation with this name already.",
  "refused.role": "Only caseworkers and supervisors can read what waits.",
  "refused.yourself": "Nobody can do this about themselves.",
  "refused.may_not_suspend":
    "Only triage members, supervisors and administrators can suspend somebody, and only administrators an auditor.",
  "refused.nobody_else": "Nobody but you could undo this afterwards. Let somebody else in first.",
  "refused.not_active": "This account is suspended already, or disabled. Load the page again.",
  "refused.not_suspended": "This account is not suspended any more. Load the page again.",
  "refused.last_triage":
    "This is the last person who can open what waits. Let somebody else in first.",
  "refused.last_two":
    "Afterwards fewer than two people of the desk's list could sign, and nobody could ever be let in again. Suspend instead: they are out at once, and it can be undone. Before it is ended for good, somebody else has to be let in, or back in.",
  "refused.totp":
    "This code is not right. Wait for the next one; check that the phone's clock is right.",
  "refused.no_desk":
    "There is no desk yet. Open the invitation again when the first member has an account.",
  "refused.desk_exists": "Somebody else made the desk in this moment. Open the invitation again.",
  "refused.first_roster":
    "The desk's first list did not come with the account. Open the invitation again.",
  "refused.key_file": "Your key file of this case is not there. Tell the auditor today.",
  "refused.conflict":
    "Another message stands under the same number. Copy your text and open the case again.",
  "refused.too_large": "This is too long. Nothing was stored. Shorten it.",
  "refused.proposal": "Nothing waits for a second member any more. Load the page again.",
  "refused.gone": "Your account has ended. Nothing was changed.",
  "refused.notices": "You are not told of anything as it is.",
  "refused.no_relay": "This desk sends no notices.",
  "refused.address": "The relay cannot send to this address.",
  "refused.zone": "The server does not know this browser's time zone.",
  "refused.until": "Choose a day from tomorrow on, at most 90 days ahead.",
  "refused.not_away": "Nobody said so: there is nothing to take back.",
  "refused.not_supervisor": "Only supervisors say it for somebody else.",
  "refused.quiet": "Choose two different hours.",
  "refused.leaving":
    "Your own removal waits for a second member. Until that is decided you cannot change the list or suspend anybody.",
  "refused.bad_day":
    "This was signed on another day than the server's. Load the page again and sign anew; if it stays, check the clock of this device.",
  "refused.not_a_member": "You are not on the desk's list any more.",
  "refused.not_triage": "Only triage members can remove somebody.",
  "refused.roster_member":
    "Somebody in the new list is not as they enrolled, or is disabled or suspended. Load the page again.",
  "refused.of":
    "Nobody has this pseudonym. Eight characters or all 16; two must be of different quarters.",
  "refused.several": "More than one pseudonym begins so. Copy all 16 characters.",
  "refused.entries": "Name one to a hundred entries of the access log, such as 12, 40-44.",
  "refused.ground": "Choose because of what you ask.",
  "refused.note": "This is not what your copy signed of this log in the last day. Visit once more.",
  "refused.lines": "This is not the text of bring-back.txt. Copy all of it.",
  "refused.statement": "Paste the statement, all of it.",
  "refused.signed_by": "Paste the line that says who signed it.",
  "refused.statement_key": "This is no key. Paste the line that begins with: signed by.",
  "refused.statement_note":
    "This is not a statement signed by one key. Paste all of it, with the last line.",
  "refused.statement_signature": "This key did not sign this statement, or it was altered.",
  "refused.statement_text": "What was signed is not a statement of this kind, or it was altered.",
  "refused.statement_log": "This statement is about the logs of another instance.",
  "refused.statement_size": "This statement speaks of more entries than were signed here.",
  "refused.statement_root":
    "What is stored here does not begin with what you checked. Do not tell whoever runs this machine; keep your copy.",
  "refused.statement_range":
    "The range of this statement is not all that it says it checked. Make it anew.",
  "refused.statement_time":
    "This statement is dated in the future. Check the clock of your machine.",
  "refused.statement_known": "This statement was handed in already.",
  "refused.details": "This token was not made for details. Make another one, with details.",
  "refused.from": "There are no such entries.",
  "refused.since": "This is no day.",
  "refused.finding": "The rules do not find this any more. Load the page again.",
  "refused.more_found": "There is more in it by now, or it was reviewed. Load the page again.",
  "refused.asked_enough": "You asked twice this quarter. That is all.",
  "refused.asks": "Choose a question.",
  "refused.answer": "Choose an answer.",
  "refused.words": "What was sealed is not what is stored here. Load the page again.",
  "refused.own": DAMAGED,
  "refused.version": DAMAGED,
  "refused.keys": "The desk's list has changed in this moment. Ask again: nothing was stored.",
  "refused.not_of_case": "Each entry must be one of this case: the page of the case lists them.",
  "refused.inquired_enough": "You have asked as often as a day allows. Ask tomorrow.",
  "refused.nobody_to_ask":
    "Nobody can be asked whom it is not about. Ask for another entry, or speak with the desk.",
  "refused.inquiry": "This question does not wait for you any more. Load the page again.",
  "refused.vouch":
    "Your signature for this key is missing or does not hold. Load the page again and compare the number once more.",
  "refused.ask": "This ask does not wait for you. Load the page again.",
  "refused.not_agreed": "Nobody agreed to it, or that is over. Load the page again.",
  "refused.nobody": "Whose pseudonym this was is not known any more.",
  "refused.deferred": "It was put off once already.",
  "refused.desk_keys":
    "The desk's keys for the new member are missing or not needed. Load the page again.",
});
