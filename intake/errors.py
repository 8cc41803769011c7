"""The four ways a request can fail, without HTTP; ``intake.web.refusals`` maps them once."""


class IntakeError(Exception):
    """Base of what services raise; ``code`` is a word of ours, never text from outside."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotFound(IntakeError):
    """There is no such thing, or it is not for this person: the two look the same."""


class RefusedAndLogged(NotFound):
    """As NotFound; the refusal has just been logged, and that entry alone is to be committed.

    Only the function that logged it raises it, and only who made the act commits on it.
    """


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
