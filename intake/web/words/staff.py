"""Words of staff pages that are not in a template; English, marked for their own catalogue.

What the pages' scripts say stands in ``static/js/words``.
"""

from intake.web.words.words import N_

#: Title and sentence of what went wrong, by status. The steps to take stand in the template.
FAILURES = {
    400: (N_("What was sent arrived damaged"), N_("Nothing was stored.")),
    401: (N_("Your session is over"), N_("Sign in again.")),
    403: (
        N_("This page is too old"),
        N_("It is too old, or was opened elsewhere. Nothing was done. Open it again."),
    ),
    404: (N_("There is nothing here"), N_("There is no such thing, or it is not for you.")),
    405: (N_("This address is not to be visited"), N_("It answers only to our own pages.")),
    409: (
        N_("Somebody else was faster"),
        N_("Somebody was faster. Nothing was changed. Look again."),
    ),
    413: (N_("This is too long"), N_("This is too long. Nothing was stored. Shorten it.")),
    422: (
        N_("Something in this is not right"),
        N_("Something in this is not right. Nothing was stored."),
    ),
    429: (N_("Too many attempts"), N_("Too many attempts. Wait a while, then try again.")),
    503: (
        N_("The server cannot do this now"),
        N_(
            "It could not be read, or not be written to the access log."
            " Nothing was shown or changed."
        ),
    ),
}
#: Where a status alone does not say what happened: by code.
CODES = {
    "no_day": (
        N_("This is no day"),
        N_("A day is written like 2026-01-31: year, month, day. Nothing was looked up."),
    ),
    "days_turned": (
        N_("The last day is before the first"),
        N_("The last day is before the first one. Nothing was looked up. Change one of them."),
    ),
    "wrong_role": (N_("This is not for your role"), N_("It is not for your role.")),
    "gone": (
        N_("Your account has ended"),
        N_("Your account has ended. Nothing was changed."),
    ),
    "many_sign_ins": (
        N_("Too many are signing in"),
        N_(
            "Too many are signing in right now, so nothing was checked. Try again in a few seconds."
        ),
    ),
}
UNEXPECTED = (
    N_("Something went wrong"),
    N_("Something went wrong on the server. Nothing was stored."),
)

#: Why no session began, by code.
NO_SESSION = {
    "sign_in": N_("Name, passphrase or code is wrong. Check each and try again with a new code."),
    "slow_down": N_("Too many attempts under this name. Wait 15 minutes, then try again."),
}

ROLES = {
    "caseworker": N_("Caseworker"),
    "supervisor": N_("Supervisor"),
    "auditor": N_("Auditor"),
    "administrator": N_("Administrator"),
}

#: What one person did that takes two, by act (``intake.case.access.alone``).
ALONE = {
    "exclude": N_("one person decided whom it is kept from"),
    "take": N_("held by one person, without a cover"),
    "release": N_("one person went on with contact that was paused"),
    "desk_key": N_(
        "an emergency whose holders have given the desk no key file that triage has opened"
    ),
    "desk_bad": N_("the desk’s key file does not open it"),
}
#: What is wrong with a log, by log and trouble (``intake.log.signing.troubles.Trouble``).
TROUBLES = {
    "access": {
        "refused": N_(
            "The log of what staff did is not signed any more: what is stored is not what was"
            " signed before"
        ),
        "unsigned": N_(
            "The log of what staff did has entries that nobody signed: the newest have waited for"
            " more than ten minutes"
        ),
        "unpublished": N_("The log of what staff did was not published when it was due"),
    },
    "intake": {
        "refused": N_(
            "The log of what reporters did is not signed any more: what is stored is not what was"
            " signed before"
        ),
        "unsigned": N_(
            "The log of what reporters did has entries that nobody signed: the newest have waited"
            " for more than ten minutes"
        ),
        "unpublished": N_("The log of what reporters did was not published when it was due"),
    },
}
#: The same where the signer has lost its state: nobody knows what was signed.
LOST = {
    "access": N_(
        "The log of what staff did is not signed any more: this machine has lost what it signed"
        " before"
    ),
    "intake": N_(
        "The log of what reporters did is not signed any more: this machine has lost what it signed"
        " before"
    ),
}
