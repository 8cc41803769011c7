"""Vectors of frames, key files and sealed objects."""

from dataclasses import replace

from intake.crypto.age import hybrid
from intake.crypto.case.bodies import ACTS
from intake.crypto.case.frames import LABEL, Frame, encode_frame
from intake.crypto.case.holders import AccountHolder, BoxHolder, DeskHolder, Reporter
from intake.crypto.case.keyfiles import KeyFile, case_id, encode_key_file
from intake.crypto.case.objects import sha256
from intake.crypto.encoding import encode_json
from intake.crypto.keys import derive_key, sign
from intake.crypto.padding import pad
from tests.vectors import act_bodies
from tests.vectors.fixtures import (
    ALICE,
    BOB,
    DESK,
    TOKYO,
    Vector,
    name_of,
    object_id,
    public,
    recipient,
    sealed,
    seed,
)

CASE = case_id(recipient("case"), public("author"), recipient("reporter"))
OTHER_CASE = case_id(recipient("other case"), public("author"), recipient("reporter"))
AT = 1_795_284_000  # 2026-11-22 02:00 UTC

BODIES: dict[str, Vector] = {
    "summary": {
        "avoid": True, "country": "FR", "dates": {"T3": "2026-11-23"}, "kinds": ["papers"],
        "lang": "zh-Hans", "level": "urgent", "rules": ["T3"], "tags": [], "who_for": "me",
    },
    "report": {
        "answers": {"story": TOKYO, "kinds": ["papers"]}, "at": AT,
        "desk": hybrid.encode_recipient(recipient("desk")), "form": 1, "lang": "zh-Hans",
        "level": "urgent", "rules": ["T3"], "tags": [],
    },
    "contact": {"answers": {"c_mode": "here", "c_avoid": "Zhang"}},
    "message": {"day": "2026-11-22", "text": TOKYO},
    **act_bodies.GOOD,
}  # fmt: skip
INCIDENT: Vector = {
    "answers": {"danger_now": "yes", "kinds": ["harassment"], "place": TOKYO}, "at": AT, "form": 1,
    "lang": "zh-Hans", "level": "emergency", "rules": ["T02"], "tags": [],
}  # fmt: skip
HAPPENED: Vector = BODIES["message"] | {"incident": INCIDENT}
HAPPENED_2: Vector = BODIES["message"] | {"incident": INCIDENT | {"server_at": AT + 7_200}}


# Version 2, with the server's hour, or none; version 1 was written until 2026-11-28.
REPORT_2 = BODIES["report"] | {"server_at": AT + 7_200}
REPORT_ALONE = BODIES["report"] | {"server_at": None}
# Version 1, without dates: it was written until 2026-11-28, and stays readable.
SUMMARY_1 = {name: value for name, value in BODIES["summary"].items() if name != "dates"}


def make_frame(kind: str, name: str | None = None, **changes: object) -> Frame:
    """Return the frame of the sample case that is called ``name``, with changes."""
    frame = Frame(
        case=CASE,
        epoch=0,
        kind=kind,
        id=object_id(name or kind),
        by="staff" if kind in ACTS else "reporter",
        after=(),
        body=BODIES[kind],
    )
    return replace(frame, **changes)  # type: ignore[arg-type]  # The fields of Frame.


def encode(frame: Frame, mac: str = "", signer: str = "") -> bytes:
    """Return a frame's text, by default with the right keys of the sample case."""
    mac = mac or ("notes" if frame.kind in ACTS else "case")
    signer = signer or ("alice signing" if frame.by == "staff" else "author")
    return encode_frame(frame, seed(mac), seed(signer))


def frame_vectors() -> list[Vector]:
    """Fields, seeds and the resulting text; texts a reader refuses carry ``error``."""
    parent = sha256(b"parent")
    good = [
        make_frame("summary"), make_frame("summary", "summary 1", body=SUMMARY_1),
        make_frame("report"), make_frame("contact"),
        make_frame("message", after=(parent, sha256(b"other")), epoch=2),
        make_frame("message", "helper's", by="helper"),
        make_frame("message", "answer", by="staff", after=(parent,)),
        make_frame("message", "incident", body=HAPPENED),
        *(make_frame(kind) for kind in ACTS),
        make_frame("report", "two hours", body=REPORT_2),
        make_frame("report", "one hour", body=REPORT_ALONE),
        make_frame("message", "incident at two hours", body=HAPPENED_2),
    ]  # fmt: skip
    vectors = [_frame_vector(frame) for frame in good]
    vectors[1]["name"] = "summary of version 1"
    vectors[2]["name"] = "report of version 1"
    vectors[7]["name"] = "message with an incident of version 1"
    vectors[-3]["name"] = "report judged at two hours"
    vectors[-1]["name"] = "message with an incident judged at two hours"
    return (
        vectors
        + [
            {"name": name, "text": text.decode("utf-8", "surrogatepass"), "error": "bad_frame"}
            for name, text in _malformed().items()
        ]
        + [_forged("bad_mac", mac="other case"), _forged("bad_signature", signer="bob signing")]
    )


def _frame_vector(frame: Frame) -> Vector:
    act, staff = frame.kind in ACTS, frame.by == "staff"
    signer = "alice signing" if staff else "author"
    return {
        "name": f"{frame.kind} by {frame.by}",
        "frame": {
            "case": frame.case, "epoch": frame.epoch, "kind": frame.kind, "id": frame.id,
            "by": frame.by, "after": list(frame.after), "body": frame.body,
        },
        "mac_seed": seed("notes" if act else "case").hex(),
        "signing_seed": seed(signer).hex(),
        "verification_key": public(signer).hex(),
        "text": encode(frame).decode(),
    }  # fmt: skip


def _forged(error: str, **keys: str) -> Vector:
    """Return a well-formed text that fails verification with the keys beside it."""
    return {
        "name": f"verification fails: {error}",
        "mac_seed": seed("case").hex(),
        "verification_key": public("author").hex(),
        "text": encode(make_frame("message"), **keys).decode(),
        "error": error,
    }


def _malformed() -> dict[str, bytes]:
    text = encode(make_frame("message"))
    report = encode(make_frame("report"))
    judged = encode(make_frame("report", body=REPORT_2))
    summary = encode(make_frame("summary"))
    happened = encode(make_frame("message", body=HAPPENED))
    happened_2 = encode(make_frame("message", body=HAPPENED_2))
    parent = f'"{sha256(b"parent")}"'.encode()
    many = b",".join(f'"{sha256(bytes([i]))}"'.encode() for i in range(9))

    nine_dates = encode_json({f"T{n}": "2026-11-23" for n in range(9)})

    def swap(old: bytes, new: bytes, within: bytes = text) -> bytes:
        if within.count(old) != 1:
            raise ValueError(old)
        return within.replace(old, new)

    return {
        "not an object": b"[]",
        "not canonical": text.replace(b",", b", "),
        "another version": swap(b'"v":1}', b'"v":2}'),
        "version is true": swap(b'"v":1}', b'"v":true}'),
        "no version": swap(b',"v":1}', b"}"),
        "one key more": swap(b'"v":1}', b'"v":1,"x":1}'),
        "unknown kind": swap(b'"kind":"message"', b'"kind":"letter"'),
        "kind of another object": swap(b'"kind":"message"', b'"kind":"contact"'),
        "unknown writer": swap(b'"by":"reporter"', b'"by":"server"'),
        "note by the reporter": swap(b'"kind":"message"', b'"kind":"note"'),
        "report by staff": swap(b'"by":"reporter"', b'"by":"staff"', report),
        "case in capitals": swap(CASE.encode(), CASE.upper().encode()),
        "short id": swap(make_frame("message").id.encode(), b"00"),
        "negative epoch": swap(b'"epoch":0', b'"epoch":-1'),
        "epoch is text": swap(b'"epoch":0', b'"epoch":"0"'),
        "epoch is false": swap(b'"epoch":0', b'"epoch":false'),
        "parent is no hash": swap(b'"after":[]', b'"after":["x"]'),
        "parent is standard base64": swap(b'"after":[]', b'"after":["' + b"+" * 42 + b'A"]'),
        "repeated parent": swap(b'"after":[]', b'"after":[' + parent + b"," + parent + b"]"),
        "nine parents": swap(b'"after":[]', b'"after":[' + many + b"]"),
        "day is no day": swap(b'"day":"2026-11-22"', b'"day":"22.11.2026"'),
        "body of a message has more": swap(b'"day":', b'"bold":true,"day":'),
        "an incident that is null": swap(encode_json(INCIDENT), b"null", happened),
        "an incident at no full hour": swap(b'"at":1795284000', b'"at":1795284001', happened),
        "an incident of unknown level": swap(b'"emergency"', b'"panic"', happened),
        "an incident of form zero": swap(b'"form":1', b'"form":0', happened),
        "an incident that names a desk": swap(b'"form":1', b'"desk":"","form":1', happened),
        "answers of an incident hold a number": swap(b'["harassment"]', b"[3]", happened),
        "the server's of an incident is not a full hour": swap(
            b'"server_at":1795291200', b'"server_at":1795291201', happened_2
        ),
        "not a full hour": swap(b'"at":1795284000', b'"at":1795284001', report),
        "the server's is not a full hour": swap(
            b'"server_at":1795291200', b'"server_at":1795291201', judged
        ),
        "the server's hour is text": swap(
            b'"server_at":1795291200', b'"server_at":"1795291200"', judged
        ),
        "the server's hour is negative": swap(
            b'"server_at":1795291200', b'"server_at":-3600', judged
        ),
        "unknown level": swap(b'"level":"urgent"', b'"level":"panic"', report),
        "form is zero": swap(b'"form":1', b'"form":0', report),
        "answers are a list": swap(encode_json(BODIES["report"]["answers"]), b"[]", report),
        "avoid is text": swap(b'"avoid":true', b'"avoid":"yes"', summary),
        "rules hold a number": swap(b'"rules":["T3"]', b'"rules":[3]', summary),
        "dates are a list": swap(b'{"T3":"2026-11-23"}', b'["2026-11-23"]', summary),
        "dates are null": swap(b'{"T3":"2026-11-23"}', b"null", summary),
        "a date with an hour": swap(b'"2026-11-23"', b'"2026-11-23T10:00"', summary),
        "a date that is none": swap(b'"2026-11-23"', b'"2026-11-31"', summary),
        "nine dates": swap(b'{"T3":"2026-11-23"}', nine_dates, summary),
        "an act by the reporter": swap(
            b'"by":"staff"', b'"by":"reporter"', encode(make_frame("level"))
        ),
        **{
            name: swap(encode_json(BODIES[kind]), encode_json(body), encode(make_frame(kind)))
            for name, kind, body in act_bodies.odd_bodies()
        },
    }


def make_key(**changes: object) -> KeyFile:
    """Return the desk's key file of the sample case, with changes."""
    key_file = KeyFile(
        case=CASE,
        epochs={0: seed("case")},
        notes={},
        holder=DeskHolder(DESK, 1),
        by=Reporter(),
        author=public("author"),
        reporter=recipient("reporter"),
        report=sha256(sealed_frame(make_frame("report"))),
        contact=sha256(sealed_frame(make_frame("contact"))),
    )
    return replace(key_file, **changes)  # type: ignore[arg-type]  # The fields of KeyFile.


def key_vectors() -> list[Vector]:
    """HKDF and labelled Ed25519 (``test`` derive, sign); key files with text and file."""
    message = TOKYO.encode()
    vectors: list[Vector] = [
        {"test": "derive", "key": seed("case").hex(), "label": LABEL, "salt": salt.hex(),
         "derived": derive_key(seed("case"), LABEL, salt).hex()}
        for salt in (b"", bytes(range(16)))
    ]  # fmt: skip
    vectors.append(
        {"test": "sign", "signing_seed": seed("author").hex(),
         "verification_key": public("author").hex(), "label": LABEL, "message": message.hex(),
         "signature": sign(seed("author"), LABEL, message).hex()}
    )  # fmt: skip
    alice = AccountHolder(ALICE)
    taken = {"notes": {0: seed("notes")}, "by": alice}
    desk = make_key()
    vectors += [
        _key_vector("desk", desk, "author", "desk"),
        _key_vector("box", make_key(holder=BoxHolder()), "author", "reporter"),
        _key_vector("taken", make_key(holder=alice, **taken), "alice signing", "alice"),
        _key_vector("cover", make_key(holder=AccountHolder(BOB), **taken), "alice signing", "bob"),
        _key_vector(
            "two epochs",
            make_key(holder=BoxHolder(), epochs={0: seed("case"), 1: seed("case 1")}),
            "author",
            "reporter",
        ),
    ]
    text = encode_key_file(desk, seed("author"))
    gap = encode_key_file(replace(desk, epochs={0: seed("case"), 2: seed("x")}), seed("author"))
    refused = {
        "another case": ("bad_case", encode_key_file(replace(desk, case="0" * 32), seed("author"))),
        "another seed": (
            "bad_case",
            encode_key_file(replace(desk, epochs={0: seed("other case")}), seed("author")),
        ),
        "another author": (
            "bad_case",
            encode_key_file(replace(desk, author=public("bob signing")), seed("bob signing")),
        ),
        "another reporter": (
            "bad_case",
            encode_key_file(replace(desk, reporter=recipient("bob")), seed("author")),
        ),
        "reporter is no recipient": ("bad_key", text.replace(b'"reporter":"age1', b'"reporter":"')),
        "another holder": (
            "bad_holder",
            encode_key_file(replace(desk, holder=DeskHolder(DESK, 2)), seed("author")),
        ),
        "forged": ("bad_signature", encode_key_file(desk, seed("bob signing"))),
        "no seed": ("bad_key", encode_key_file(replace(desk, epochs={}), seed("author"))),
        "epoch missing": ("bad_key", gap),
        "notes by the reporter": (
            "bad_key",
            encode_key_file(replace(desk, notes={0: seed("notes")}), seed("author")),
        ),
        "made by nobody": (
            "bad_key",
            encode_key_file(make_key(by="server"), seed("author")),
        ),
        "made by a bare id": ("bad_key", encode_key_file(make_key(by=ALICE), seed("author"))),
        "another kind": ("bad_key", text.replace(b'"kind":"key"', b'"kind":"desk-key"')),
        "not canonical": ("bad_key", text.replace(b":1}", b": 1}")),
        "a frame": ("bad_key", encode(make_frame("message"))),
        "too little padding": ("bad_padding", text),
    }
    for name, (error, body) in refused.items():
        padded = body if error == "bad_padding" else pad(body, "key")
        data = sealed(f"key {name}", padded, "desk")
        vectors.append(_opened(name, data, "desk", str(desk.holder)) | {"error": error})
    return vectors


def _key_vector(name: str, key_file: KeyFile, signer: str, to: str) -> Vector:
    text = encode_key_file(key_file, seed(signer))
    data = sealed(f"key {name}", pad(text, "key"), to)
    return _opened(name, data, to, str(key_file.holder)) | {
        "signing_seed": seed(signer).hex(),
        "verification_key": public(signer).hex(),
        "text": text.decode(),
    }


def _opened(name: str, data: bytes, to: str, holder: str) -> Vector:
    return {
        "test": "key_file",
        "name": name,
        "case": CASE,
        "for": holder,
        "seed": seed(to).hex(),
        "verification_key": public("author").hex(),
        "file": name_of(data),
    }


def sealed_frame(frame: Frame, name: str = "", to: str = "", text: bytes = b"") -> bytes:
    """Return the sealed file of a frame, kept under ``name`` or its kind."""
    to = to or ("notes" if frame.kind in ACTS else {"summary": "desk"}.get(frame.kind, "case"))
    text = text or encode(frame)
    padded = text if text.endswith(b" ") else pad(text, frame.kind)
    return sealed(f"object {name or frame.kind}", padded, to)
