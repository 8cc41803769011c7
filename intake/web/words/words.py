"""Words of the public pages that are not in a template: what scripts say, codes, statuses.

``N_`` marks a text for translation; ``in_language`` and ``gettext`` translate it. What a browser's
script may have to say comes with the page's data, so that nothing has to be asked for later.
"""

from collections.abc import Mapping

from intake.web.words.i18n import language, translate


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """Return the text; mark it for extraction."""
    return text


#: What is wrong with one answer, by the codes of ``questions.check_answers``.
FAULTS = {
    "required": N_("Please answer this. “Not sure” is an answer too."),
    "too_long": N_("This is {n} characters too long. Please shorten it."),
    # {said} is what was written, {meant} the days or hours it can mean. Asked back once: the same
    # again goes on its way.
    "half_date": N_(
        "This date is not complete: “{said}”. Please write day, month and year."
        " Or leave it: then it is sent as you wrote it."
    ),
    "no_year": N_(
        "This date is not complete: “{said}”. Do you mean {meant}? Please write the year too."
        " Or leave it: then it is sent as you wrote it."
    ),
    "which_date": N_(
        "“{said}” can mean more than one day. Do you mean {meant}?"
        " Please write the month as a word, and the whole year."
        " Or leave it: then it is sent as you wrote it."
    ),
    "which_hour": N_(
        "“{said}” can mean two hours. Do you mean {meant}? Please write one of them."
        " Or leave it: then it is sent as you wrote it."
    ),
    "bad_date": N_(
        "We cannot read “{said}” as a day or an hour."
        " Please write it like “25 November 2026” or “15:00”."
        " Or leave it: then it is sent as you wrote it."
    ),
    "two_days": N_(
        "The day you picked and the date you wrote are not the same."
        " Please look: which one is right? Or leave it: then it is sent as it is."
    ),
    "unknown_choice": N_("Please choose again."),
    "unknown_question": N_("This page was changed in the meantime. Please look through it again."),
    "wrong_type": N_("Please answer this again."),
}

#: What the server says to a script, or on a page of the public side, by error code.
ERRORS = {
    "stale": N_(
        "This page was changed in the meantime. Nothing was sent."
        " Copy what you wrote, then load the page again."
    ),
    "conflict": N_(
        "Something else was sent under this code before. Load the page again and start anew."
    ),
    "closed": N_("This is not open yet. Nothing was sent."),
    "damaged": N_("What arrived was damaged. Nothing was stored. Please send it again."),
    "foreign": N_(
        "This was sent by a page that is not ours. Nothing was stored."
        " Open our start page yourself and begin there."
    ),
    "too_large": N_("This is too long. Nothing was stored. Please shorten it and send it again."),
    "readable": N_(
        "This arrived without a lock, from a page that should lock it. Nothing was stored."
    ),
    "many_codes": N_(
        "Too many codes are being opened right now, so yours was not looked at yet."
        " Wait half a minute, then load this page again."
    ),
    "many_urgent_codes": N_(
        "Too many codes are being opened right now, so yours was not looked at yet."
        " Wait half a minute, then load this page again."
    ),
    "many_reports": N_(
        "Too many reports are being sent right now, so yours was not taken in yet."
        " Wait half a minute, then load this page again. It is stored only once."
    ),
    "many_emergencies": N_(
        "Too many reports are being sent right now, so yours was not taken in yet."
        " Wait half a minute, then load this page again. It is stored only once."
    ),
    "many_arrivals": N_(
        "Too much is arriving right now, so this was not taken in yet."
        " What you wrote is still here. Wait a minute, then send it again. It is stored only once."
    ),
    "no_room": N_(
        "We have hardly any room left to store things, so this was not taken in."
        " What you wrote is still here. We keep the rest for people in danger."
        " Try again in an hour."
    ),
    "full": N_(
        "Nothing more fits under this code. What you wrote is still here."
        " Copy it, and send it as a new report."
    ),
    "no_readers": N_(
        "We can no longer read this report, so this was not taken in."
        " What you wrote is still here. Copy it, and send it as a new report."
    ),
    "unavailable": N_("This cannot be done right now. Please try again in a few minutes."),
    "nothing_here": N_("There is nothing under this code. Compare each group with your paper."),
    "not_found": N_("There is nothing here."),
    "method_not_allowed": N_("This cannot be done here."),
    "error": N_("Something went wrong. Nothing was stored. Try again."),
}

#: After which of them it is said whom to call: a report was refused that was right.
WITH_NUMBERS = {"many_arrivals", "many_emergencies", "many_reports", "no_room"}
WITH_NUMBERS |= {"many_urgent_codes"}

#: The two links on top of every page; before a language is chosen they stand there in each, and
#: what is chosen.
BAR = {"help": N_("In danger?"), "leave": N_("Leave"), "language": N_("Language")}

#: An answer about a day, by the words of ``moments``; {when} was said on {day}.
WHEN = {
    "today": N_("Today"),
    "tomorrow": N_("Tomorrow"),
    "week": N_("This week"),
    "next_week": N_("Next week"),
    "later": N_("Later"),
    "not_said": N_("Not said"),
    "morning": N_("Morning"),
    "afternoon": N_("Afternoon"),
    "evening": N_("Evening"),
    "night": N_("Night"),
    "sent": N_("{when} (sent on {day})"),
}

FORM = {
    "number": N_("Question {n}"),
    "of": N_("Question {n} of {m}"),
    "last": N_("Last step"),
    "next": N_("Next"),
    "now": N_("Send now"),
    "check": N_("Check and send"),
    "skip": N_("Skip"),
    "send": N_("Send"),
    "change": N_("Change"),
    "remove": N_("Remove this answer"),
    "limit": N_("{n} of {m} characters"),
    "over": N_("{n} of {m} characters: {over} too many. Please shorten it."),
    "minimum": N_("Please pick what happened, or write a few words."),
    "sealing": N_("Locking your report on this device …"),
    "sending": N_("Sending …"),
    "unsure": N_(
        "We do not know yet if it arrived. Everything is still here."
        " Press “Send” again: it is stored only once."
    ),
    "unsealed": N_(
        "Your browser could not lock this. Nothing was sent. What you wrote is still here."
        " You can copy it into another browser, or into the form without a lock."
    ),
    "right": N_("That is right."),
    "wrong": N_("That is different. Compare your paper with the code above."),
    "apart": N_(
        "The clock of this device and ours differ by more than an hour."
        " We looked at your dates by both, and took what is more urgent."
    ),
    "hide": N_("Hide code"),
    "show": N_("Show code"),
}

BOX = {
    "opening": N_("Opening …"),
    "nothing": N_("There is nothing under this code. Compare each group with your paper."),
    "digits": N_("A code has 28 digits; these are {n}. Compare each group with your paper."),
    "unsure": N_(
        "Our computer did not reply. Check your connection and try again."
        " What you wrote is still here."
    ),
    "unopened": N_("What lies under this code could not be opened. Please tell us another way."),
    "unable": N_(
        "This browser cannot open it. Your report is still there."
        " Use another browser, or the page without a lock."
    ),
    "unreadable": N_("Something here could not be opened. We show the rest."),
    "no_readers": N_("We can no longer read this report; only you can. Please write a new one."),
    "shut": N_("This message could not be opened."),
    "missing": N_("Something is missing here."),
    "added": N_("Your message has arrived."),
    "danger": N_("In danger? Call the emergency number now. Do not wait for us."),
    "apart": FORM["apart"],
    "limit": FORM["limit"],
    "longer": FORM["over"],
    "look": N_("Please look at the answers above again. What you wrote is still here."),
    "new": N_("New since you last wrote"),
    "counted": N_("{n} digits, {m} more"),
    "whole": N_("28 digits: complete"),
    "over": N_("{n} digits, {m} too many"),
    "you": N_("You"),
    "us": N_("Answer"),
    "empty": N_("Please write something first."),
    "too_long": N_("This is too long. Please shorten it."),
    "nobody": N_("Nobody has opened it yet."),
    "times": N_("{n} times"),
    "secret": N_("Set. It is not shown here."),
    # What a browser found of an opening in the published log, and what it says of all.
    "proved": N_("in the log"),
    "tomorrow": N_("proof tomorrow"),
    "absent": N_("not in the log"),
    "checked": N_(
        "Your browser has checked: what is marked “in the log” stands in the log"
        " that was published on {day}."
    ),
    "lost": N_("This opening is not in the log that was published on {day}:"),
    "lost_many": N_("These openings are not in the log that was published on {day}:"),
    "unpublished": N_("This should stand in a published log by now, and there is none:"),
    "same": N_("That is the same log."),
    "differs": N_(
        "Your paper names another log. Compare each character. If it stays different,"
        " tell whoever you trust outside; keep the paper and this page."
    ),
}

#: What a receipt says to whoever told us about themselves, and about somebody else.
RECEIPT = {
    "blame": (
        N_("You did nothing wrong. What was done to you may be a crime here."),
        N_("It was right to tell us. What you told us about may be a crime here."),
    ),
}

#: The five words a reporter sees, in order (DOMAIN 5.1), and the statuses behind each.
STATUS = {
    "received": N_("Received"),
    "read": N_("Read by a person"),
    "answered": N_("We left you a message"),
    "working": N_("We are working on it"),
    "closed": N_("Closed"),
}

PURPOSES = {
    "triage": N_("to see how urgent it is"),
    "casework": N_("to work on it"),
    "cover": N_("to stand in for a colleague"),
    "handover": N_("to hand it over"),
    "safety": N_("because somebody may be in danger"),
    "review": N_("to check a decision"),
    "reporter": N_("because you asked for it"),
    "legal": N_("because a court or a lawyer asked"),
    "audit": N_("to check our own work"),
    "maintenance": N_("to look after the system"),
}

ROLES = {
    "caseworker": N_("A caseworker"),
    "supervisor": N_("A supervisor"),
    "auditor": N_("An auditor"),
    "administrator": N_("An administrator"),
}


def say(words: Mapping[str, str], name: str) -> str:
    """Return one of these words in the language of the page."""
    return translate(language(), words[name])


def in_language(words: Mapping[str, str], tag: str) -> dict[str, str]:
    """Return the words in the language ``tag``."""
    return {name: translate(tag, text) for name, text in words.items()}


def in_wording(words: Mapping[str, tuple[str, str]], tag: str, *, is_other: bool) -> dict[str, str]:
    """Return the words in the language ``tag`` and in one of their two wordings."""
    return {name: translate(tag, both[is_other]) for name, both in words.items()}
