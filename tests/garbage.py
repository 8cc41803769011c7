"""The collector of garbage looks at what tests leave, not again and again at what stays.

A run holds five thousand collected tests, every mapped class and every template until it ends; to
walk through them for each few hundred new objects was a sixth of a test.
"""

import gc

THRESHOLDS = (20_000, 20, 20)


def pytest_collection_finish() -> None:
    """Set aside what is there now, and look less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
