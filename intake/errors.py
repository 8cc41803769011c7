"""The four ways a request can fail, without HTTP; ``intake.web.refusals`` maps them once."""


class IntakeError(Exception):
    """Base of what services raise; ``code`` is a word of ours, never text from outside.

    ``is_logged`` says that the refusal is an entry by now, and that this entry alone is to be
    committed. Only ``intake.case.access.refusing`` sets it, and only who made the act commits
    on it.
    """

    def __init__(self, code: str, *, is_logged: bool = False) -> None:
        super().__init__(code)
        self.code, self.is_logged = code, is_logged


class NotFound(IntakeError):
    """There is no such thing, or it is not for this person: the two look the same."""


class Refused(IntakeError):
    """What was sent is malformed or not allowed."""


class Conflict(IntakeError):
    """What was sent does not fit what is stored."""


class Busy(IntakeError):
    """The machine has too much of this to do at this moment; nothing was done."""

    def __init__(self, code: str, retry_after: int) -> None:
        super().__init__(code)
        self.retry_after = retry_after  # Seconds.


class AuditLogError(RuntimeError):
    """An entry could not be made or proved; whoever asked gets nothing (503)."""
