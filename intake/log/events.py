"""The closed lists of the logs (docs/spec/log.md, 3 and 4): events, facts, purposes, reasons.

A leaf or a detail holds words of these lists, numbers, pseudonyms and hashes, never free text. A
new word needs a line here and one in docs/spec/log.md. Pure: the offline verifier reads it too.
"""

from enum import StrEnum


class Log(StrEnum):
    """The two logs."""

    ACCESS = "access"  # Staff, auditors, administrators, the system: exact to the second.
    INTAKE = "intake"  # What reporters did, exact to the day, published once a day.


class Event(StrEnum):
    """Everything that can be logged."""

    AUTH_OK = "auth.ok"
    AUTH_FAIL = "auth.fail"
    AUTH_DENY = "auth.deny"
    AUTH_LOCK = "auth.lock"
    AUTH_LOGOUT = "auth.logout"
    AUTH_RECOVERY = "auth.recovery"
    AUTH_STEPUP = "auth.stepup"
    CASE_LIST = "case.list"
    CASE_SEARCH = "case.search"
    CASE_WATCH = "case.watch"
    CASE_SHOWN = "case.shown"
    REPORT_OPEN = "report.open"
    FILE_OPEN = "file.open"
    CASE_ASSIGN = "case.assign"
    CASE_STATUS = "case.status"
    CASE_NOTE = "case.note"
    CASE_MESSAGE = "case.message"
    CASE_CONTACT = "case.contact"
    CASE_SETTLE = "case.settle"
    CASE_LEVEL = "case.level"
    CASE_ASIDE = "case.aside"
    CASE_ONIT = "case.onit"
    CASE_CONFIRM = "case.confirm"
    CASE_HANDOVER = "case.handover"
    CASE_RELEASE = "case.release"
    CASE_AVOID = "case.avoid"
    CASE_PROPOSE = "case.propose"
    CASE_AGREE = "case.agree"
    CASE_MERGE = "case.merge"
    CASE_MISMATCH = "case.mismatch"
    CASE_CLOSE = "case.close"
    CASE_REOPEN = "case.reopen"
    CASE_ERASE = "case.erase"
    KEY_CREATE = "key.create"
    KEY_RELEASE = "key.release"
    KEY_ROTATE = "key.rotate"
    KEY_REVOKE = "key.revoke"
    KEY_BREAKGLASS = "key.breakglass"
    RECIPIENT_ADD = "recipient.add"
    RECIPIENT_REMOVE = "recipient.remove"
    EVIDENCE_EXPORT = "evidence.export"
    EVIDENCE_SHARE = "evidence.share"
    REPORT_PRINT = "report.print"
    USER_INVITE = "user.invite"
    USER_CREATE = "user.create"
    USER_ROLE = "user.role"
    USER_DISABLE = "user.disable"
    USER_NOTICES = "user.notices"
    USER_SUSPEND = "user.suspend"
    USER_RESUME = "user.resume"
    CONFIG_CHANGE = "config.change"
    TEMPLATE_CHANGE = "template.change"
    SYS_DEPLOY = "sys.deploy"
    SYS_START = "sys.start"
    SYS_BACKUP = "sys.backup"
    SYS_RESTORE = "sys.restore"
    SYS_CLOCK = "sys.clock"
    AUDIT_VIEW = "audit.view"
    AUDIT_QUERY = "audit.query"
    AUDIT_KEY_RELEASE = "audit.key_release"
    AUDIT_EXPORT = "audit.export"
    AUDIT_STATEMENT = "audit.statement"
    REPORT_RECEIVED = "report.received"
    MESSAGE_RECEIVED = "message.received"
    FILE_RECEIVED = "file.received"
    CONSENT_CHANGED = "consent.changed"
    REPORT_DELETED = "report.deleted"
    CASE_OPENED = "case.opened"
    LOG_DETAIL_ERASE = "log.detail_erase"
    LOG_PRUNE = "log.prune"
    LOG_SUCCESSOR = "log.successor"
    PAD = "pad"


_INTAKE_ONLY = frozenset(
    {
        Event.REPORT_RECEIVED,
        Event.MESSAGE_RECEIVED,
        Event.FILE_RECEIVED,
        Event.CONSENT_CHANGED,
        Event.REPORT_DELETED,
        Event.CASE_OPENED,
    }
)
# A reporter's browser makes key files too; dated to the second they would date the report.
_BOTH = frozenset(
    {
        Event.KEY_CREATE,
        Event.LOG_DETAIL_ERASE,
        Event.LOG_PRUNE,
        Event.LOG_SUCCESSOR,
        Event.PAD,
    }
)

EVENTS: dict[Log, frozenset[Event]] = {
    Log.ACCESS: frozenset(Event) - _INTAKE_ONLY,
    Log.INTAKE: _INTAKE_ONLY | _BOTH,
}

#: In the format, and written by nothing yet: auditors are not offered them to look for.
PLANNED = frozenset(
    {
        *(Event.AUTH_RECOVERY, Event.AUTH_STEPUP, Event.CASE_SEARCH, Event.FILE_OPEN),
        *(Event.CASE_MERGE, Event.CASE_ERASE),
        *(Event.KEY_ROTATE, Event.KEY_BREAKGLASS, Event.EVIDENCE_SHARE),
        *(Event.REPORT_PRINT, Event.USER_ROLE, Event.TEMPLATE_CHANGE, Event.SYS_DEPLOY),
        *(Event.SYS_BACKUP, Event.SYS_RESTORE, Event.SYS_CLOCK, Event.AUDIT_QUERY),
        *(Event.AUDIT_KEY_RELEASE, Event.AUDIT_STATEMENT, Event.FILE_RECEIVED),
        *(Event.CONSENT_CHANGED, Event.REPORT_DELETED, Event.LOG_DETAIL_ERASE),
        *(Event.LOG_PRUNE, Event.LOG_SUCCESSOR),
    }
)

_ACTS = (  # What staff decide about a case, in a sealed frame: its file's hash stands in clear.
    *(Event.CASE_LEVEL, Event.CASE_ASIDE, Event.CASE_CLOSE, Event.CASE_REOPEN, Event.CASE_SETTLE),
    *(Event.CASE_HANDOVER, Event.CASE_CONTACT, Event.CASE_AVOID),
    *(Event.CASE_PROPOSE, Event.CASE_AGREE),
)

FACTS: dict[Event, frozenset[str]] = {
    **dict.fromkeys(_ACTS, frozenset({"act"})),
    Event.REPORT_RECEIVED: frozenset({"contact", "report"}),
    Event.MESSAGE_RECEIVED: frozenset({"message"}),
    Event.FILE_RECEIVED: frozenset({"card", "file"}),
    Event.CASE_MESSAGE: frozenset({"message"}),
    Event.CASE_NOTE: frozenset({"note"}),
    Event.KEY_CREATE: frozenset({"key", "recipient", "roster"}),
    Event.KEY_ROTATE: frozenset({"key", "recipient", "roster"}),
    Event.KEY_REVOKE: frozenset({"key", "recipient", "roster"}),
    Event.RECIPIENT_ADD: frozenset({"key", "recipient", "roster"}),
    Event.RECIPIENT_REMOVE: frozenset({"key", "recipient", "roster"}),
    Event.USER_CREATE: frozenset({"key", "recipient", "roster"}),
    Event.USER_ROLE: frozenset({"roster"}),
    Event.USER_DISABLE: frozenset({"roster"}),
    Event.CONFIG_CHANGE: frozenset({"new", "old"}),
    Event.TEMPLATE_CHANGE: frozenset({"new", "old"}),
    Event.SYS_DEPLOY: frozenset({"bundle", "pages", "salt"}),
    Event.SYS_START: frozenset({"bundle", "pages", "salt"}),
    Event.EVIDENCE_EXPORT: frozenset({"package"}),
    Event.AUDIT_EXPORT: frozenset({"package"}),
    Event.AUDIT_STATEMENT: frozenset({"statement"}),
    Event.LOG_SUCCESSOR: frozenset({"checkpoint"}),
}
"""Names of the SHA-256 values that may stand in clear in a leaf, by event; others have none."""

DETAILS = frozenset(
    {
        "account",  # account id
        "act",  # what was proposed, or agreed to
        "agreed",  # whether the reporter had agreed to be reached this way
        "agrees",
        "approver",  # pseudonym: the other one of two people
        "area",  # part of the site: desk, audit, admin, auth or log
        "aside",
        "assignee",  # pseudonym
        "case_prev",  # commitment of the case's entry before
        "case_seq",
        "count",  # of members who are kept away
        "cover",  # pseudonym
        "day",
        "dispositions",  # what came of a case
        "for",  # pseudonym, pseudonyms or desk: for whom a key file is, who was shown, is kept away
        "from",  # status or level
        "index",  # of the entry that was looked at
        "log",
        "log_ref",
        "members",  # how many
        "object",  # id of a sealed object
        "of",  # pseudonym: whose place ended
        "outcome",  # of trying to reach somebody
        "place",  # assignee or cover
        "purpose",
        "query",  # SHA-256 of what was asked
        "reason",
        "refs",  # references of cases
        "removed",  # account ids
        "role",
        "roster",  # proposed or withdrawn
        "to",  # status, level, or pseudonym: to whom a case is handed over
        "triage",
        "unsure",  # somebody could not tell who is meant
        "version",  # of the roster
        "via",  # holder of the key file, or the way somebody was reached
        "who",  # pseudonym: whose account was changed
    }
)
"""Names in the details of this program's entries."""

PURPOSES = frozenset(
    {
        "triage",  # reading a new report to decide who takes it
        "casework",  # working on a case one holds
        "cover",  # standing in for the assignee
        "handover",  # taking a case over, or giving it
        "safety",  # somebody may be in danger now
        "review",  # a second look at a decision
        "reporter",  # the reporter asked for it
        "legal",  # a court, a lawyer or an authority asked for it
        "audit",  # an auditor's work
        "maintenance",  # looking after the system
    }
)

REFUSAL_REASONS = frozenset(
    {
        "no_case",  # nothing is stored under this id
        "no_grant",  # no key file for this person
        "not_member",  # not a triage member of the roster
        "wrong_role",
        "wrong_passphrase",
        "wrong_code",  # second factor
        "locked",
        "disabled",
        "expired",
        "revoked",  # an invitation, by an administrator
        "suspended",  # an invitation, with whoever made it
        "stale",  # somebody else was faster
        "own_proposal",  # nobody agrees to what they proposed
        "not_for_you",  # handed over to somebody else
        "not_taken",  # only who holds a case may do this
        "not_yours",  # somebody else's place
        "unscreened",  # nobody has decided yet who is to be kept away
        "unconfirmed",  # their own key file was not opened yet
        "cover",  # nobody who can cover the case
        "last_reader",  # nobody could open the case any more
        "no_second",  # nobody else could agree that the other holder is kept away
    }
)
"""Why somebody was refused. What a reporter causes is not among them: it would be dated."""

MISMATCH_REASONS = frozenset(
    {
        "bad_mac",
        "bad_signature",
        "bad_case",
        "bad_kind",
        "bad_row",
        "bad_by",
        "bad_frame",
        "bad_epoch",
        "bad_hash",
        "bad_key",
        "bad_holder",
        "bad_padding",
        "bad_version",
        "bad_roster",
        "repeated",
        "not_age",
        "wrong_identity",
        "missing_object",
        "missing_parent",
        "level_differs",
        "rules_differ",
        "summary_differs",
        "damaged",  # cannot be read for another reason
    }
)
"""Why a client did not believe what it got."""

REASONS = REFUSAL_REASONS | MISMATCH_REASONS | {"alone"}  # By one: nobody else is there.

STATUS_REASONS = frozenset(
    {
        "first_review",  # read, and its urgency confirmed
        "contact_made",
        "step_agreed",  # agreed with the reporter
        "step_taken",
        "no_answer",
        "answer_received",
        "partner_asked",
        "partner_answered",
        "unsafe_to_contact",
        "safe_again",
        "work_done",
        "wish_of_reporter",
        "out_of_scope",
        "duplicate",
        "likely_scam",
        "lost_contact",
        "new_information",
    }
)
"""Why a case moved to another status; some were reasons to close a case, which now has its own."""

ACT_REASONS = frozenset(
    {
        "new_information",
        "danger_grew",
        "date_near",
        "misjudged",  # by the rules, or by one of us
        "safe_again",
        "date_passed",
        "junk",
        "unopenable",
        "duplicate",
        "out_of_scope",
        "no_question",  # nothing in it asks for an answer
        "answered_otherwise",  # in another case, or by another way that was agreed
        "repeated_words",  # what was answered before
        "unsafe_to_contact",
        "wish_of_reporter",
    }
)
"""Why a level was changed, a case set aside or reopened, or something said left unanswered."""

DISPOSITIONS = frozenset(
    {
        "advice_given",
        "safety_plan_made",
        "referred",
        "police_report_filed",
        "protection_order_or_measures",
        "documents_replaced",
        "document_recovered",
        "return_prevented",
        "family_contact_restored",
        "account_recovered",
        "diplomatic_or_policy_action",
        "included_in_statistics",
        "record_only",
        "out_of_scope_redirected",
        "likely_scam_redirected",
        "withdrawn_by_reporter",
        "lost_contact",
        "duplicate_merged",
        "unsafe_to_continue",
    }
)
"""What came of a case that is closed."""

CONTACT_WAYS = frozenset({"phone", "signal", "email", "in_person", "trusted_person"})
"""How somebody tried to reach a reporter outside the box."""

CONTACT_OUTCOMES = frozenset(
    {
        "reached",
        "not_reached",
        "stranger_answered",
        "word_not_given",  # the word agreed on did not come
        "broken_off",  # for safety
    }
)
"""What came of trying."""
