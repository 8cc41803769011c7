"""Why the signer will not sign."""

from intake.log.events import Log

LOST = ("no_state", "bad_state")


class SignerRefusal(RuntimeError):
    """The signer will not sign; ``reason`` is one word, the text one line for the administrator.

    Reasons: ``no_state``, ``bad_state``, ``smaller`` (rolled back), ``inconsistent`` (rewritten),
    ``damaged`` (the stored tree does not fit together), ``missing`` (fewer entries than asked for).
    """

    def __init__(self, log: Log, reason: str, text: str) -> None:
        super().__init__(f"log {log}: {text}")
        self.log = log
        self.reason = reason

    @property
    def is_lost(self) -> bool:
        """Tell whether the signer does not know what it signed last."""
        return self.reason in LOST
