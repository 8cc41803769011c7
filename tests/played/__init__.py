"""What people did before a test begins is played once, and put back for every other test.

Letting somebody enrol and sign in is six requests, an office of seven some eighty. ``@played_once``
marks what plays such a beginning. The first time it is played, and every row it left is kept with
what it returned; from then on the rows are put into the test's own database, and the people get
browsers of their own with the sessions they had.

Nothing is put back unless the database is as the kept beginning found it: a commit beside marked
beginnings is noticed, and from there on everything is played as it stands. So it is in a test that
changes the program (``monkeypatch``), and where requests are answered by another process.
"""

from tests.played.once import play_as_it_stands, played_once
from tests.played.past import Past

__all__ = ["Past", "play_as_it_stands", "played_once"]
