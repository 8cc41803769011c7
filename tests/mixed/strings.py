"""Strings as nobody types them and some keyboard does; every one follows from a seed."""

import unicodedata
from random import Random

from intake.form.given.folding import read_letters

HALVES = "\ud800\udbff\udc00\udfff"
"""Halves of surrogate pairs: scripts can hold them, no encoding can."""

LATIN = "abcdeghijklnorstuxyzABCEIJORSZßæœøđłıİÀÉÈÊËÏÎÔÙÛÜÄÖĲĳﬁſñçŞğ"
HANS = "护照被没收警察叫我回国家里发头后台湾云钟复制历史里面只签证万与丑专业丛东丝"
HANT = "護照被沒收警察叫我回國家裏發髮頭後臺灣雲鐘鍾復複製歷曆史裡面隻簽證萬與醜專業叢東絲"
UYGHUR = "ئاەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىيۀةهیکێؤأإآءى" + "".join(map(chr, range(0xFBD3, 0xFC00)))
UYGHUR += "".join(map(chr, range(0xFE80, 0xFEFD)))
TIBETAN = "".join(map(chr, [*range(0xF40, 0xF48), *range(0xF49, 0xF6B), *range(0xF90, 0xF98)]))
TIBETAN += "་༌།༎༏༑༔༄༅ༀཿ྄" + "".join(map(chr, [*range(0xF71, 0xF82), *range(0xF99, 0xFBD)]))
DIGITS = "0123456789٠١٢٣۴۵۶༠༡༢༣༩０１２३৪𝟜"
MARKS = "\u0300\u0301\u0308\u0323\u0327\u0345\u064b\u0651\u0654\u0670\u0f39\u3099\u20dd\u0489\ufe20"
UNSEEN = (
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
)
UNSEEN += "\u2066\u2067\u2068\u2069\ufe00\ufe0e\ufe0f\U000e0100\U000e01ef\U000e0041\u180b"
ASTRAL = "𠮷𡈽𪚥🤷👨👩🏳🌈🏽𐎀𞤀𝔘\U0010ffff"
SIGNS = " .,;:!?'’ʼ\"“”«»()-–—…·・、。「」《》؟،٪/@#&<>\\{}%\t\n"
SIGNS += "\u3000\u00a0\u0001\u0085\u2028\x7f\ufffe"  # No NUL: what holds one is refused.
POOLS = (LATIN, HANS, HANT, UYGHUR, TIBETAN, DIGITS, MARKS, UNSEEN, ASTRAL, SIGNS)
WEIGHTS = (8, 8, 8, 8, 8, 3, 4, 4, 2, 5)

_READ = read_letters()
_ALIKE: dict[str, str] = {}
for _one, _those in _READ["letters"].items():
    for _each in (*([_one] if len(_one) == 1 else []), *_those):
        _ALIKE[_each] = (_one if len(_one) == 1 else "") + _those


def make(random: Random) -> str:
    """Return a string of one to sixty characters: runs of one script, mixed with all others."""
    parts = []
    for _ in range(random.choice([1, 2, 3, 5, 8])):
        (pool,) = random.choices(POOLS, WEIGHTS)
        parts.append("".join(random.choices(pool, k=random.choice([1, 2, 4, 7]))))
    text = "".join(parts)
    form = random.choice(["", "", "NFC", "NFD"])
    return unicodedata.normalize(form, text) if form else text  # type: ignore[arg-type]


def half(random: Random, text: str) -> str:
    """Put half a character somewhere into a string."""
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(HALVES) + text[at:]


def typed(random: Random, text: str) -> str:
    """Return a string as somebody with another keyboard, program or script would type it."""
    ways = random.sample([_form, _capitals, _unseen, _letters, _ends], k=random.choice([1, 2, 3]))
    for way in ways:
        text = way(random, text)
    return text


def _form(random: Random, text: str) -> str:
    form = random.choice(["NFC", "NFD", "NFKC", "NFKD"])
    return unicodedata.normalize(form, text)  # type: ignore[arg-type]


def _capitals(random: Random, text: str) -> str:
    return random.choice([str.lower, _upper])(text)


def _upper(text: str) -> str:
    """Capitals, where they come back: that of ŉ is two letters, and so is that of ΐ."""
    return "".join(c.upper() if c.upper().lower() == c else c for c in text)


def _unseen(random: Random, text: str) -> str:
    return "".join(c + random.choice([*UNSEEN, *[""] * 60]) for c in text)


def _letters(random: Random, text: str) -> str:
    """Another character that counts as the same, of those that folding knows."""
    return "".join(random.choice(_ALIKE[c]) if c in _ALIKE else c for c in text)


def _ends(random: Random, text: str) -> str:
    around = ["་", "།", " ", "…", "“", "”", "？", "。"]
    return f"{random.choice(around)} {text} {random.choice(around)}"
