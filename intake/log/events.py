"""The two logs and their events (docs/spec/log.md, 3): which there are, and who writes where.

The words that stand beside an event are ``intake.log.codes``. The offline verifier reads both.
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
    CASE_ALARM = "case.alarm"
    CASE_DUE = "case.due"
    CASE_ASIDE = "case.aside"
    CASE_ONIT = "case.onit"
    CASE_CONFIRM = "case.confirm"
    CASE_HANDOVER = "case.handover"
    CASE_RELEASE = "case.release"
    CASE_AVOID = "case.avoid"
    CASE_PROPOSE = "case.propose"
    CASE_AGREE = "case.agree"
    CASE_GRANT = "case.grant"
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
    USER_VOUCH = "user.vouch"
    USER_SUSPEND = "user.suspend"
    USER_RESUME = "user.resume"
    USER_AWAY = "user.away"
    CONFIG_CHANGE = "config.change"
    TEMPLATE_CHANGE = "template.change"
    SYS_ACCOUNTS = "sys.accounts"
    SYS_DEPLOY = "sys.deploy"
    SYS_PAGES = "sys.pages"
    SYS_START = "sys.start"
    SYS_COMMAND = "sys.command"
    SYS_BACKUP = "sys.backup"
    SYS_RESTORE = "sys.restore"
    SYS_CLOCK = "sys.clock"
    SYS_MISMATCH = "sys.mismatch"
    SYS_LAMP = "sys.lamp"
    AUDIT_VIEW = "audit.view"
    AUDIT_REVIEW = "audit.review"
    AUDIT_ASK = "audit.ask"
    AUDIT_AGREE = "audit.agree"
    AUDIT_NAME = "audit.name"
    AUDIT_LINK = "audit.link"
    AUDIT_TOLD = "audit.told"
    AUDIT_INQUIRY = "audit.inquiry"
    AUDIT_ANSWER = "audit.answer"
    AUDIT_ERASE = "audit.erase"
    AUDIT_QUERY = "audit.query"
    AUDIT_KEY_RELEASE = "audit.key_release"
    AUDIT_EXPORT = "audit.export"
    AUDIT_STATEMENT = "audit.statement"
    AUDIT_TOKEN = "audit.token"  # noqa: S105 - a name
    AUDIT_VISIT = "audit.visit"
    REQUEST_RECEIVED = "request.received"
    REQUEST_ANSWERED = "request.answered"
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
