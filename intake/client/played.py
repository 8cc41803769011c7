"""The clock of a device, and of a server, that somebody plays."""


class PlayedClock:
    """A clock that is set by hand and never goes back."""

    def __init__(self, now: int) -> None:
        self.now = now  # Unix seconds

    def __call__(self) -> int:
        """Return the played time."""
        return self.now

    def move_to(self, now: int) -> None:
        """Set a later time; an earlier one leaves the clock as it is."""
        self.now = max(self.now, now)

    def pass_seconds(self, seconds: int) -> None:
        """Let some time go by."""
        self.now += seconds
