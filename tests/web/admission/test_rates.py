"""A bucket of tokens: how many at once, how fast they come back, and that nothing else is kept."""

from intake.web.admission.rates import Rate


class Seconds:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def taken(rate: Rate, tries: int) -> int:
    return sum(rate.take() for _ in range(tries))


def test_as_many_as_the_burst_are_taken_at_once_and_the_others_come_back_by_the_minute() -> None:
    clock = Seconds()
    rate = Rate(5, 60, clock)
    assert taken(rate, 20) == 5
    clock.now += 2
    assert taken(rate, 20) == 2
    clock.now += 3_600
    assert taken(rate, 20) == 5


def test_slow_refilling_is_not_lost_between_two_that_ask_quickly() -> None:
    clock = Seconds()
    rate = Rate(1, 60, clock)
    assert rate.take()
    for _ in range(9):
        clock.now += 0.1
        assert not rate.take()
    clock.now += 0.11
    assert rate.take()


def test_what_is_given_back_never_makes_it_deeper() -> None:
    rate = Rate(2, 1, Seconds())
    rate.give_back()
    assert taken(rate, 9) == 2
