/** The people of the desk: who is in, who waits, who is kept out, who is to go. */
export const PEOPLE = /** @type {const} */ ({
  "done.proposed":
    "You agreed. Nothing is open to them yet: a second member has to compare and agree.",
  "done.admitted":
    "They are in. Tell them to press “Look again” on their page. The list has a new version, so the desk's number is a new one.",
  "done.dropped": "The proposal is dropped. The list is as it was.",
  "done.removal-proposed":
    "You agreed. Nothing has changed yet: a second member has to agree by tomorrow.",
  "done.suspended-proposed":
    "They are out, and stay out. A second member has to agree to the removal by tomorrow.",
  "done.suspended": "They are out, and stay out. Within a day, let them back in or remove them.",
  "done.resumed": "They can sign in again.",
  "done.removed":
    "They are off the list. The list has a new version, so the desk's number is a new one.",
  "list.verified": "Version {version} of the list: every signature since the first holds.",
  "list.compare": "First compare the number in a call, then tick the box.",
  "member.you": "{name} (you)",
  "member.reads_waiting": "{role}, reads what waits, and cases they take",
  "member.reads_own": "{role}, reads cases they take or cover",
  "member.remove": "Remove {name}",
  "member.propose_removal": "Propose to remove {name}",
  "member.risk": "Risk now: suspend {name} and propose",
  "member.at_once": "at once",
  "member.when_agreed": "once a second member has agreed",
  "proposal.take_back": "Take my agreement back",
  "proposal.drop": "Drop this proposal",
  "proposal.unfit": "What was proposed does not follow from the list. {why} Drop it.",
  "newcomer.title": "{name}: 1 of 2 members has agreed",
  "newcomer.own":
    "You compared with {name} and agreed. Now a second member has to open this page, call {name} and agree too. There is nothing more for you to do.",
  "newcomer.second":
    "{signer} compared with {name} and agreed. Now it is your turn as the second member: call {name} yourself, do not rely on {signer}.",
  "newcomer.half": "1 of 2 members has agreed",
  "newcomer.none": "0 of 2 members have agreed",
  "newcomer.nobody": "Nobody has compared yet",
  "newcomer.next_in": "With your signature they are in at once.",
  "newcomer.next_alone": "Your signature alone lets them in: you are the only member.",
  "newcomer.next_second":
    "Then a second member must call them and agree too. Until then nothing is open to them.",
  "newcomer.finish": "Agree and let {name} in",
  "newcomer.let_in": "Let {name} in",
  "newcomer.agree": "Agree to let {name} in",
  "newcomer.stood": "Was a member and was taken off the list. Ask who did it and why.",
  "newcomer.compare": "First compare both numbers in a call, then tick the box.",
  "newcomer.clocks":
    "The server's day lies ahead of this device's. Set the clock of this device; if it is right, tell your administrator.",
  "newcomer.no_desk_key": "Only a member who reads what waits can let in another one who does.",
  "removal.title": "Removing {name}: 1 of 2 members has agreed",
  "removal.day": "Signed on {day}; it counts until the end of the day after.",
  "removal.agree": "Agree and remove {name}",
  "removal.of_you":
    "{signer} proposes to take you off the list. A second member decides. Until then you cannot change the list; you can talk to them.",
  "removal.own":
    "You agreed. A member who reads what waits was removed within the last seven days, so a second member has to open this page and agree too.",
  "removal.second":
    "{signer} wants {name} off the list. Somebody who reads what waits was removed within the last seven days, so one signature is not enough. Speak with {signer} and, if you can, with others: whoever removes people one by one is left alone with what waits.",
});
