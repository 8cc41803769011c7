"""Journeys with planted words against a real server: everything somebody could write or hold."""

import secrets
from dataclasses import dataclass, field, replace

from flask.testing import FlaskClient

from intake.crypto.case.sealing.sending import Draft
from intake.web.staff.sessions import COOKIE
from tests.people import HOME, People, Person, Reporter
from tests.promises.live import CLIENT_ADDRESS, LiveServer, live_people
from tests.promises.reporting import FORM, add_message, come_back_plain, send_plain
from tests.promises.search import Planted, planted_bytes, planted_receipt, planted_text

FORWARDED = "203.0.113.77"  # The address a proxy would name.
MEGABYTE = 1 << 20
BASE64 = ("base64 at 0", "base64 at 1", "base64 at 2")


@dataclass
class Words:
    """Makes words that stand nowhere else, and remembers them."""

    whose: str
    planted: list[Planted] = field(default_factory=list)
    start: str = field(default_factory=lambda: f"Zx{secrets.token_hex(6)}Qj")

    def __post_init__(self) -> None:
        # Every word begins alike: one thing to look for in place of many.
        self.planted.append(planted_text(f"a word of {self.whose}", self.start))

    def new(self, _where: str) -> str:
        """Return a fresh word for a place."""
        return f"{self.start}{secrets.token_hex(4)}"

    def chinese(self, what: str) -> str:
        """Return the same in Chinese: eight rare characters."""
        word = "".join(chr(0x6A00 + secrets.randbelow(0x500)) for _ in range(8))
        self.planted.append(planted_text(what, word))
        return word

    def text(self, what: str, text: str) -> None:
        """Remember a text that was made elsewhere."""
        self.planted.append(planted_text(what, text))

    def secret(self, what: str, data: bytes) -> None:
        """Remember a binary secret."""
        self.planted.append(planted_bytes(what, data))

    def receipt(self, what: str, receipt: str) -> None:
        """Remember a receipt."""
        self.planted += planted_receipt(what, receipt)


@dataclass
class Journey:
    """What was played: for everybody alike, and what only clients may ever have held."""

    words: Words = field(default_factory=lambda: Words("everybody"))
    sealed: Words = field(
        default_factory=lambda: Words("browsers")
    )  # Never in the server's memory.
    usernames: list[str] = field(default_factory=list)
    case: str = ""  # Of the browser-sealed report.

    @property
    def planted(self) -> list[Planted]:
        return self.words.planted + self.sealed.planted

    def in_few_forms(self) -> list[Planted]:
        """What only browsers may hold, in the forms in which a program holds it."""
        start, *others = self.sealed.planted
        found = [start.only("utf-8", "utf-16-le", "hex", *BASE64)]
        for each in others:
            if "raw" in each.needles:
                found.append(each.only("raw", "base64 at 0", "base64url at 0"))
            elif "receipt" in each.what or "Chinese" in each.what:
                found.append(each.only("utf-8", "utf-16-le"))
        return found


def play(server: LiveServer) -> Journey:
    """Send, take, answer, return, sign in, fail and misuse, with and without JavaScript."""
    journey = Journey()
    journey.words.text("the browser's address", CLIENT_ADDRESS)
    journey.words.text("the address a proxy names", FORWARDED)
    with live_people(server) as people:
        anna = enrol(journey, people, "caseworker", triage=True)
        bert = enrol(journey, people, "caseworker")
        audra = enrol(journey, people, "auditor")
        assert anna.admit(bert).status_code == 201
        work_on(journey, anna, bert, send_sealed(journey, people))
        send_without_script(journey, people)
        audit(journey, audra)
        misuse_form(journey.words, people.client())
        misuse_staff(journey.words, people.client())
        misuse_http(journey.words, people.client(), server)
    return journey


def enrol(journey: Journey, people: People, role: str, *, triage: bool = False) -> Person:
    """Enrol and sign in somebody; every secret of theirs is planted."""
    name = f"zx{secrets.token_hex(5)}"
    passphrase = " ".join(journey.sealed.new("passphrase") for _ in range(2))
    person = Person(people, name, role, triage, people.client(), passphrase)
    token = people.invite(name, role, triage=triage)
    assert person.enrol(token).status_code == 201
    assert person.sign_in().status_code == 200
    journey.usernames.append(name)
    journey.words.text("invitation token", token)
    journey.words.text("TOTP secret", person.totp)
    cookie = person.client.get_cookie(COOKIE, domain="localhost")
    assert cookie is not None
    journey.words.text("session token", cookie.value)
    for what, seed in {"account seed": person.seed, **vars(person.keys)}.items():
        journey.sealed.secret(what, seed)
    return person


def send_sealed(journey: Journey, people: People) -> Reporter:
    """Send a report as a browser with JavaScript; plant its words and its keys."""
    words = journey.sealed

    def change(draft: Draft) -> Draft:
        story = f"They came {words.new('story')} and said {words.chinese('story in Chinese')}."
        answers = dict(draft.answers) | {"story": story, "place": words.new("place")}
        contact = {"c_mode": "here", "c_avoid": words.new("whom to avoid")}
        contact |= {"c_interp": words.new("interpreter"), "c_stop": words.new("stop word")}
        return replace(draft, answers=answers, contact=contact, avoid=True)

    reporter = people.reporter(change=change)
    assert reporter.send().status_code == 201
    words.receipt("receipt of a sealed report", reporter.receipt)
    case = reporter.sending.case
    words.secret("case seed", reporter.read().key_file.epochs[0])
    words.secret("reporter's seed", reporter.keys.reporter_seed)
    words.secret("author seed", reporter.keys.author_seed)
    journey.words.secret("box token", reporter.keys.token)
    journey.case = case
    return reporter


def work_on(journey: Journey, anna: Person, bert: Person, reporter: Reporter) -> None:
    """Open, take, answer, add a message, read it."""
    case = reporter.sending.case
    for seed in anna.desk_seeds(anna.desk_key() or b"").values():
        journey.sealed.secret("desk seed", seed)
    assert anna.take(anna.open(case), cover=bert).status_code == 201
    answer = journey.sealed.new("an answer of the desk")
    assert bert.answer(bert.open(case, "cover"), answer).status_code == 201
    assert add_message(reporter, journey.sealed.new("a message")).status_code == 201
    bert.open(case, "cover")
    assert anna.export_by_two(bert, case, "casework").status_code == 200


def send_without_script(journey: Journey, people: People) -> None:
    """Send and return without JavaScript, in two languages; the server sees all of it."""
    words = journey.words
    for lang, new in (("en", words.new), ("zh-Hans", words.chinese)):
        client = people.client()
        answers = {"kinds": "other", "story": new("plain story"), "o_detail": new("plain detail")}
        answers |= {"place": new("plain place"), "c_mode": "here", "c_avoid": new("avoid")}
        answers |= {"c_interp": new("plain interpreter"), "c_stop": new("plain stop word")}
        sent, receipt = send_plain(client, answers, lang)
        assert (sent.status_code, len(receipt)) == (200, 28)
        words.receipt("receipt of a plain report", receipt)
        message = new("plain message")
        added = come_back_plain(client, receipt, message)
        assert message in added.get_data(as_text=True)
        wrong = receipt[:-4] + f"{(int(receipt[-4:]) + 1) % 10_000:04}"
        assert come_back_plain(client, wrong).status_code == 404
        assert come_back_plain(client, receipt, words.new("too long") * 900).status_code == 422


def audit(journey: Journey, audra: Person) -> None:
    """Look through the log, with words in every filter."""
    word = journey.words.new("a filter of the auditor")
    assert (
        audra.client.get(f"/audit/entries?actor={word}&case={word}&event={word}").status_code == 200
    )
    assert audra.client.get("/audit/access/0").status_code == 200


def misuse_form(words: Words, client: FlaskClient) -> None:
    """Post what no page of ours posts: a megabyte, damaged text, unknown fields, files."""
    long = (words.new("a megabyte") * 80_000)[:MEGABYTE]
    assert send_plain(client, {"story": long})[0].status_code == 413
    assert client.post("/en/plain", data={"story": long, "plain": "1"}).status_code == 413
    part = b'--b\r\nContent-Disposition: form-data; name="attachment"; filename="x"\r\n\r\n'
    kind = "multipart/form-data; boundary=b"
    for size in (1, 8):
        body = part + long.encode() * size + b"\r\n--b--\r\n"
        assert client.post("/en/form", data=body, content_type=kind).status_code in {400, 413}
    word = words.new("a damaged post")
    for damaged in (b"%FF", b"\xff", b"%00", b"\x00"):
        body = b"plain=1&form_version=3&danger_now=no&story=" + word.encode() + damaged
        assert client.post("/en/plain", data=body, content_type=FORM).status_code == 400
    unknown = {words.new("a field's name"): "1", "kinds": words.new("a choice")}
    assert send_plain(client, {"story": "s", **unknown})[0].status_code == 422
    assert (
        send_plain(client, {"story": words.new("no plain=1"), "plain": "0"})[0].status_code == 400
    )


def misuse_staff(words: Words, client: FlaskClient) -> None:
    """Type secrets into the wrong fields, and call addresses that do not exist."""
    headers = {"Origin": HOME}
    typed = {"username": words.new("passphrase typed as the name").lower(), "totp": "123456"}
    words.text("passphrase typed as the name", typed["username"])
    for _ in range(12):
        body = typed | {"secret": "A" * 43}
        assert client.post("/sign-in", json=body, headers=headers).status_code in {403, 429}
    assert client.post("/sign-in/start", json=typed, headers=headers).status_code == 200
    token = {"token": words.new("a token that is none")}
    assert client.post("/enrol/start", json=token, headers=headers).status_code == 404
    word = words.new("a path")
    for path in (f"/{word}", f"/en/{word}", f"/desk/{word}", f"/log/{word}", f"/static/{word}"):
        assert client.get(path).status_code in {401, 404}
    assert client.get(f"/en/form?q={words.new('a query')}").status_code == 200


def misuse_http(words: Words, client: FlaskClient, server: LiveServer) -> None:
    """Send headers a browser would send, and what is no HTTP."""
    headers = {
        "User-Agent": words.new("user agent"),
        "Referer": f"https://{words.new('referrer')}.invalid/",
        "Cookie": f"{COOKIE}={words.new('a cookie')}",
        "Accept-Language": words.new("language"),
        "X-Forwarded-For": FORWARDED,
    }
    for path in ("/en/form", "/en/nothing", "/desk/rows", "/audit/"):
        client.get(path, headers=headers)
    word = words.new("no HTTP").encode()
    long = b"GET /" + word * 400 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    raw: list[bytes] = [
        word + b"\r\n\r\n",
        b"GET /" + word + b" HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + word + b"\x01: " + word + b"\r\n\r\n",
        b"POST /en/plain HTTP/1.1\r\nHost: x\r\nContent-Length: " + word + b"\r\n\r\n",
        b"POST /en/plain HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\nstory=" + word,
        b"POST /en/plain HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        + word
        + b"\r\n",
        long,
    ]
    for data in raw:
        server.send_raw(data)
