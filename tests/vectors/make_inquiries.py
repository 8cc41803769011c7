"""Vectors of what auditors ask who holds a case, and of the keys it is sealed to."""

from intake.crypto.age.hybrid import encode_recipient
from intake.crypto.case.inquiries import key_hash
from intake.crypto.encoding import b64u, encode_json
from intake.crypto.keys import sign
from intake.crypto.padding import pad
from intake.crypto.roster.accounts import auditor_safety_number, keys_safety_number
from intake.crypto.roster.vouch import LABEL, sign_vouch
from tests.vectors.fixtures import (
    ALICE,
    BOB,
    CAROL,
    TOKYO,
    Vector,
    name_of,
    recipient,
    refused,
    sealed,
    seed,
)

REF = "5e" * 16
PROOF = b64u(seed("inquiry proof"))


def inquiry_vectors() -> list[Vector]:
    """Tests inquiry, answer, vouch, auditor_safety, keys_safety."""
    return [*_inquiries(), *_answers(), *_vouches(), *_numbers()]


def _inquiries() -> list[Vector]:
    """Files for bob, with a code, the log's reference and the key that the answer is for."""
    fields: Vector = {
        "answer_to": key_hash(recipient("audra")),
        "asks": "opened_then",
        "case": REF,
        "kind": "inquiry",
        "proof": PROOF,
        "v": 1,
        "words": f"Why on a Sunday? {TOKYO}",
    }
    texts: dict[str, Vector] = {
        "question": fields,
        "question without words": fields | {"words": ""},
        "question of 4,096": fields | {"words": "x" * 1_000},
        "question of another version": fields | {"v": 2},
        "question that is an answer": fields | {"kind": "inquiry-answer"},
        "question by a case id too short": fields | {"case": REF[:31]},
        "question of words as a code": fields | {"asks": "Why then?"},
        "question with a short proof": fields | {"proof": b64u(bytes(31))},
        "question for no key": fields | {"answer_to": ""},
        "question that is signed": fields | {"sig": b64u(bytes(64))},
    }
    return [_file("inquiry", name, text, "bob", ok=n < 3) for n, (name, text) in _numbered(texts)]


def _answers() -> list[Vector]:
    """Files for audra, with the secret of the question."""
    fields: Vector = {
        "answer": "casework",
        "kind": "inquiry-answer",
        "proof": PROOF,
        "v": 1,
        "words": "The reporter had written the day before.",
    }
    texts: dict[str, Vector] = {
        "answer": fields,
        "answer without words": fields | {"words": ""},
        "answer of another version": fields | {"v": True},
        "answer that is a question": fields | {"kind": "inquiry"},
        "answer without a proof": fields | {"proof": None},
        "answer of words as a code": fields | {"answer": "It was work."},
        "answer that names its case": fields | {"case": REF},
    }
    return [_file("answer", name, text, "audra", ok=n < 2) for n, (name, text) in _numbered(texts)]


def _numbered(texts: dict[str, Vector]) -> list[tuple[int, tuple[str, Vector]]]:
    return list(enumerate(texts.items()))


def _file(test: str, name: str, fields: Vector, reader: str, *, ok: bool) -> Vector:
    text = encode_json(fields)
    data = sealed(f"inquiry {name}", pad(text, "inquiry"), reader)
    vector: Vector = {
        "test": test,
        "name": name,
        "seed": seed(reader).hex(),
        "text": text.decode(),
        "file": name_of(data),
    }
    return refused(vector, "" if ok else "bad_frame")


def _vouches() -> list[Vector]:
    """What members of roster version 3 (roster.json) sign for audra's key."""
    key, other = recipient("audra"), recipient("bob")
    fields: Vector = {"by": ALICE, "for": key_hash(key), "kind": "vouch", "v": 1}
    texts: dict[str, tuple[str, bytes]] = {
        "by one of triage": ("", sign_vouch(ALICE, key, seed("alice signing"))),
        "by a supervisor": ("", sign_vouch(CAROL, key, seed("carol signing"))),
        "for another key": (
            "bad_holder",
            sign_vouch(ALICE, other, seed("alice signing")),
        ),
        "by nobody of the list": ("bad_signature", sign_vouch("0" * 32, key, seed("eve signing"))),
        "by another's key": ("bad_signature", sign_vouch(ALICE, key, seed("bob signing"))),
        "by one for another": ("bad_signature", _signed(fields | {"by": BOB}, fields)),
        "under another label": ("bad_signature", _signed(fields, fields, "intake/v1/frame")),
        "of another version": ("bad_key", _signed(fields | {"v": 2}, fields | {"v": 2})),
        "of another kind": ("bad_key", _signed(fields | {"kind": "key"}, fields | {"kind": "key"})),
        "with a name": ("bad_key", _signed(fields | {"name": "audra"}, fields | {"name": "audra"})),
        "not canonical": ("bad_key", sign_vouch(ALICE, key, seed("alice signing")) + b" "),
    }
    return [
        refused(
            {
                "test": "vouch",
                "name": name,
                "recipient": key.hex(),
                "signing_seed": seed("alice signing").hex(),
                "by": "carol" if "supervisor" in name else "alice",
                "text": text.decode(),
            },
            error,
        )
        for name, (error, text) in texts.items()
    ]


def _signed(fields: Vector, meant: Vector, label: str = LABEL) -> bytes:
    sig = sign(seed("alice signing"), label, encode_json(meant))
    return encode_json(fields | {"sig": b64u(sig)})


def _numbers() -> list[Vector]:
    keys = [encode_recipient(recipient(name)) for name in ("alice", "bob", "carol")]
    of_one: Vector = {
        "test": "auditor_safety",
        "recipient": recipient("audra").hex(),
        "number": auditor_safety_number(recipient("audra")),
    }
    return [of_one, *(_of_all(each) for each in (keys, keys[::-1], keys[:1]))]


def _of_all(keys: list[str]) -> Vector:
    return {"test": "keys_safety", "keys": keys, "number": keys_safety_number(keys)}
