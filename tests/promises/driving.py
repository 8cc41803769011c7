"""Every act there is, done once and as it should be, by the people of an office."""

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from intake.audit.passing.following import Follower
from intake.client.member.cases import keeping
from intake.client.member.cases.acts import Acts
from intake.clock import DAY, day_of
from intake.crypto.encoding import b64u
from intake.crypto.roster.rosterchain import sign_roster
from intake.crypto.roster.rosterrules import next_roster
from intake.crypto.roster.vault import SEEN, Memory, Pin, seal_vault
from intake.log.events import Log
from intake.log.witnesses.standing import text_hash
from intake.store.models import LogActor, LogEntry
from intake.web.services import services_of
from intake.web.staff import throttle
from tests.audit.inquiring.asking import answer, body_of, entries_in, ref_of, waiting
from tests.audit.stated import VKEY, say
from tests.audit.visits.machine import Machine, key_of, make_token, sign_now
from tests.people import HOME, People, Person, Reporter
from tests.promises.office import Office
from tests.promises.reporting import add_message, come_back_plain, send_plain

QUARTER = 92 * DAY


def drive_everything(office: Office) -> None:
    """Do what every view is for; anything that does not work stops it."""
    drive_sessions(office)
    drive_visit(office)
    newcomer = drive_enrolment(office)
    drive_lock(office.people.new("gina", "caseworker"))
    drive_audit(office)
    drive_list(office, newcomer)
    drive_notices(office)
    drive_away(office)
    drive_roster(office, newcomer)
    drive_witnesses(office)
    reporter = office.people.reporter("the story of this drive")
    assert reporter.send().status_code == 201
    drive_case(office, reporter)
    drive_grant(office, reporter.sending.case)  # Absence is of a person, not of a case: once.
    drive_emergency(office)
    drive_box(reporter)
    drive_plain(office)
    drive_inquiry(office)
    drive_review(office)
    drive_statement(office)
    drive_names(office)  # Last: a quarter goes by.


def drive_sessions(office: Office) -> None:
    client = office.people.client()
    wrong = {"username": "audra", "secret": b64u(bytes(32)), "totp": "000000"}
    assert client.post("/sign-in", json=wrong, headers={"Origin": HOME}).status_code == 403
    triage = office.persons["triage"]
    assert triage.post("/session/language", {"lang": "en"}).status_code == 204
    vault = seal_vault(Memory(SEEN, Pin("A" * 43, 1)), triage.keys.vault_seed)
    assert triage.post("/vault", {"vault": b64u(vault)}, method="PUT").status_code == 204


def drive_visit(office: Office) -> None:
    """Let an auditor's machine copy the log with details, and bring back what it signed."""
    audra = office.persons["auditor"]
    sign_now(office.people)
    wrong = audra.post("/audit/token", {"totp": "000000", "details": True})
    assert wrong.status_code == 403
    with TemporaryDirectory() as folder:
        machine = Machine(office.people, Path(folder))
        told = machine.run(make_token(audra, details=True), details=True)
        assert told.verdict == 0
        notes = [line.note for line in told.lines]
        brought = "\n".join([f"{key_of(machine.copy)}\n", *notes])
    assert audra.post("/audit/lines", {"lines": brought}).status_code == 204


def drive_enrolment(office: Office) -> Person:
    administrator = office.persons["administrator"]
    body = {"username": "nils", "role": "caseworker", "triage": False}
    assert administrator.post("/admin/invite", body).status_code == 201
    open_ones = administrator.client.get("/admin/invites").get_json()["invites"]
    taken_back = {"account": open_ones[0]["account"]}
    assert administrator.post("/admin/revoke-invite", taken_back).status_code == 204
    link = administrator.post("/admin/invite", body).get_json()["link"]
    newcomer = Person(office.people, "nils", "caseworker", False, office.people.client())
    assert newcomer.enrol(link.partition("#")[2]).status_code == 201
    assert newcomer.sign_in().status_code == 200
    return newcomer


def drive_lock(person: Person) -> None:
    """Guess one-time codes with the right secret until that is slowed."""
    started = person.post("/sign-in/start", {"username": person.username}).get_json()
    login = person.login_keys(started["origin"], started["pass_salt"])
    guess = {"username": person.username, "secret": b64u(login.auth_secret), "totp": "000000"}
    for _ in range(throttle.FREE):
        assert person.post("/sign-in", guess).status_code == 403


def drive_audit(office: Office) -> None:
    """Look for entries by everything that can be looked for."""
    asked = "/audit/entries?event=report.open&actor=3f9c&case=0b"
    assert office.persons["auditor"].client.get(asked).status_code == 200


def drive_list(office: Office, newcomer: Person) -> None:
    triage, cases = office.persons["triage"], [office.waiting.sending.case]
    assert newcomer.client.get("/desk/mark").status_code == 200
    assert triage.client.get("/desk/mark").status_code == 200
    assert triage.client.get("/desk/rows").get_json()["counts"]["unassigned"] > 0
    assert triage.post("/desk/summaries", {"cases": cases}).status_code == 200
    assert office.persons["supervisor"].client.get("/desk/overview/data").status_code == 200
    own = triage.unlocked()
    keeping.keep_draft(own, cases[0], "a draft of this drive")
    keeping.drop_draft(own, cases[0])
    keeping.keep_cards(own, "2026-09", [])
    assert keeping.read_cards(own) == []
    keeping.read_cards(office.people.new("olga", "caseworker").unlocked())


def drive_notices(office: Office) -> None:
    triage = office.persons["triage"]
    body = {"address": "somebody@test.invalid", "zone": "UTC", "quiet": None}
    assert triage.post("/desk/notices", body, method="PUT").status_code == 204
    assert triage.post("/desk/notices", method="DELETE").status_code == 204


def drive_away(office: Office) -> None:
    """Say that one is away, and take it back."""
    tomorrow = day_of(office.people.clock() + DAY).isoformat()
    for until in (tomorrow, None):
        assert office.persons["triage"].post("/desk/away", {"until": until}).status_code == 204


def drive_roster(office: Office, newcomer: Person) -> None:
    triage, cosigner = office.persons["triage"], office.persons["caseworker"]
    before = triage.walk().newest
    day = day_of(office.people.clock()).isoformat()
    roster = next_roster(before, [*before.members, newcomer.member()], day)
    note = sign_roster(roster, triage.id, triage.keys.signing_seed)
    proposal = {"note": note, "newcomer": newcomer.id, "desk_key": None}
    assert triage.post("/admin/people/propose", proposal).status_code == 201
    assert triage.post("/admin/people/propose", method="DELETE").status_code == 204
    for step in ("suspend", "resume"):
        assert triage.post(f"/admin/{step}", {"account": newcomer.id}).status_code == 204
    assert newcomer.sign_in().status_code == 200
    assert triage.admit(newcomer, cosigner).status_code == 201
    newest = triage.walk().newest
    stay = [each for each in newest.members if each.account != newcomer.id]
    note = sign_roster(next_roster(newest, stay, day), triage.id, triage.keys.signing_seed)
    removal = {"note": note, "newcomer": None, "desk_key": None}
    assert triage.post("/admin/people/roster", removal).status_code == 201
    administrator = office.persons["administrator"]
    assert administrator.post("/admin/disable", {"account": newcomer.id}).status_code == 204


def drive_witnesses(office: Office) -> None:
    """Propose who witnesses the logs, end it, propose again, and let another agree."""
    administrator, auditor = office.persons["administrator"], office.persons["auditor"]
    office.persons["supervisor"].vouch(office.people.new("otto", "auditor"))
    proposed = {"policy": "# nobody yet\nquorum none\n"}
    assert administrator.post("/admin/witnesses", proposed).status_code == 201
    assert auditor.post("/admin/witnesses", method="DELETE").status_code == 204
    assert administrator.post("/admin/witnesses", proposed).status_code == 201
    read = {"hash": text_hash(proposed["policy"])}
    assert auditor.post("/admin/witnesses/agree", read).status_code == 204


def drive_case(office: Office, reporter: Reporter) -> None:
    triage, case = office.persons["triage"], reporter.sending.case
    opened = triage.open(case)
    summary = opened.meta["objects"][0]["id"]
    found = {"reason": "level_differs", "object": summary}
    unreadable = triage.post(f"/desk/{case}/unreadable", found)
    assert unreadable.status_code == 204
    triage.hold(case, office.persons["caseworker"])
    held = triage.open(case, "casework")
    assert triage.answer(held, "an answer").status_code == 201
    moved = {"status": "in_contact", "reason": "contact_made"}
    assert triage.post(f"/desk/{case}/status", moved).status_code == 200
    assert triage.export_by_two(office.persons["caseworker"], case, "casework").status_code == 200


def drive_grant(office: Office, case: str) -> None:
    """Let a supervisor in to be the second person while the cover is away."""
    triage, cover, second = (office.persons[who] for who in ("triage", "caseworker", "supervisor"))
    tomorrow = day_of(office.people.clock() + DAY).isoformat()
    assert cover.post("/desk/away", {"until": tomorrow}).status_code == 204
    done(triage, case, lambda acts: acts.set_aside("junk"))
    [proposal] = triage.open(case, "casework").meta["proposals"]
    done(triage, case, lambda acts: acts.let_in(second.id, second.recipient, proposal))
    opened = second.open(case, "review")
    assert second.do(opened, lambda acts: acts.agree(proposal, agrees=False)).status_code == 201
    assert cover.post("/desk/away", {"until": None}).status_code == 204


def done(person: Person, case: str, act: Callable[[Acts], object]) -> None:
    """Open a case and act on it."""
    opened = person.open(case, "casework")
    assert person.do(opened, act).status_code == 201


def drive_emergency(office: Office) -> None:
    """Name somebody, be on it, take it, decide about it, and hand it over."""
    triage, supervisor = office.persons["triage"], office.persons["supervisor"]
    reporter = office.people.reporter(level="emergency")
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    look = triage.look(case)
    assert triage.do(look, lambda acts: acts.exclude(unsure=True)).status_code == 201
    named = triage.do(triage.look(case), lambda acts: acts.exclude([supervisor.id], named=True))
    assert named.status_code == 201
    done(triage, case, lambda acts: acts.be_on_it())
    triage.hold(case, office.persons["caseworker"])
    drive_deciding(triage, office.persons["caseworker"], case)
    drive_handover(office, case)


def drive_deciding(triage: Person, cover: Person, case: str) -> None:
    """Write in an emergency and decide about it, alone and with a second person."""
    done(triage, case, lambda acts: acts.note("a note"))
    done(triage, case, lambda acts: acts.contacted("phone", "reached", agreed=True))
    done(triage, case, lambda acts: acts.settle("no_question"))
    done(triage, case, lambda acts: acts.set_aside("junk"))
    agree(cover, case, "aside")
    done(cover, case, lambda acts: acts.set_aside("misjudged", aside=False))
    done(triage, case, lambda acts: acts.pause("unsafe_to_contact"))
    done(triage, case, lambda acts: acts.release("safe_again"))
    agree(cover, case, "release")
    done(triage, case, lambda acts: acts.close(["advice_given"]))
    agree(cover, case, "close")
    done(triage, case, lambda acts: acts.reopen("new_information"))
    done(triage, case, lambda acts: acts.give_desk_key(triage.walk()))
    done(triage, case, lambda acts: acts.change_level("urgent", "misjudged"))
    agree(cover, case, "level")


def drive_handover(office: Office, case: str) -> None:
    """Hand a case over to somebody new, who accepts."""
    triage, people = office.persons["triage"], office.people
    newcomer = people.new("hana", "caseworker")
    assert triage.admit(newcomer, office.persons["caseworker"]).status_code == 201
    place = (newcomer.id, newcomer.recipient, "assignee", "what they must know")
    done(triage, case, lambda acts: acts.hand_over(*place))
    agree(newcomer, case, "handover")


def agree(second: Person, case: str, what: str) -> None:
    """Let a second person read a case and agree to what waits in it."""
    opened = second.open(case, "review")
    [proposal] = [each for each in opened.meta["proposals"] if each["act"] == what]
    assert second.do(opened, lambda acts: acts.agree(proposal)).status_code == 201


def drive_box(reporter: Reporter) -> None:
    assert add_message(reporter, "they called again").status_code == 201
    meta, _ = reporter.box()
    assert [row["kind"] for row in meta["objects"]].count("message") == 2


def drive_plain(office: Office) -> None:
    client = office.people.client()
    answer, receipt = send_plain(client, {"story": "a story without script"})
    assert (answer.status_code, len(receipt)) == (200, 28)
    assert b"a story without script" in come_back_plain(client, receipt).data
    added = come_back_plain(client, receipt, "one thing more")
    assert (added.status_code, b"one thing more" in added.data) == (200, True)
    assert come_back_plain(client, "0" * 28).status_code == 404


def drive_review(office: Office) -> None:
    """Look at a case in the log, and mark what the rules found as reviewed."""
    audra, running = office.persons["auditor"], services_of(office.people.app)
    for page in ("case/" + "0" * 32, "questions/", "questions/1"):
        assert audra.client.get(f"/audit/{page}").status_code == 200
    running.signer.checkpoint(running.database, Log.ACCESS)
    follower = Follower(running.database, running.signer)
    while not follower.tick():
        pass
    page = audra.client.get("/audit/").get_data(as_text=True)
    ids, entries = re.findall(r'data-findings="([0-9a-f ]+)" data-entries="(\d+)"', page)[0]
    body = {"findings": ids.split(), "entries": int(entries), "outcome": "explained"}
    assert audra.post("/audit/review", body).status_code == 204


def drive_inquiry(office: Office) -> None:
    """Ask who holds a case why its cover opened it; whoever is asked answers."""
    people, audra = office.people, office.persons["auditor"]
    case, cover = office.taken.sending.case, office.persons["caseworker"]
    ref = ref_of(people, case)
    [name] = names_of(people, cover)
    body = body_of(audra, ref, "why?", entries_in(people, ref, name), "entitled")
    assert audra.post("/audit/inquiries/ask", body).status_code == 204
    desk = [office.persons[who] for who in ("triage", "caseworker", "supervisor")]
    [(who, (inquiry_id, _))] = [(each, found) for each in desk for found in waiting(each)]
    assert answer(who, inquiry_id, "yes").status_code == 204


def drive_statement(office: Office) -> None:
    """Hand in a statement, read of it, and fetch it."""
    audra, susi = office.persons["auditor"], office.persons["supervisor"]
    sign_now(office.people)
    body = {"statement": say(office.people).note(), "signed_by": VKEY}
    assert audra.post("/audit/statements/", body).status_code == 204
    page = susi.client.get("/audit/statements/").text
    index = page.partition('data-statement="')[2].partition('"')[0]
    assert susi.client.get(f"/audit/statements/{index}.statement").text == body["statement"]


def drive_names(office: Office) -> None:
    """Ask for a name and, a quarter later, whether two pseudonyms are one person; look at both."""
    people, (audra, susi, adam) = (
        office.people,
        (office.persons[who] for who in ("auditor", "supervisor", "administrator")),
    )
    of = names_of(people, office.persons["triage"])
    first = asked(audra, of)
    assert audra.post("/audit/names/show", {"ask": first}).status_code == 409
    assert susi.post("/audit/names/decide", {"ask": first, "agrees": True}).status_code == 204
    assert audra.post("/audit/names/show", {"ask": first}).get_json()["name"] == "tara"
    assert adam.post("/audit/names/defer", {"ask": first}).status_code == 204
    people.clock.pass_seconds(QUARTER)
    for who in ("triage", "supervisor", "auditor"):
        assert office.persons[who].sign_in().status_code == 200
    second = asked(audra, names_of(people, office.persons["triage"]))
    assert susi.post("/audit/names/decide", {"ask": second, "agrees": True}).status_code == 204
    assert audra.post("/audit/names/show", {"ask": second}).get_json()["same"] is True


def asked(audra: Person, of: list[str]) -> str:
    """Ask about pseudonyms and return the newest ask's id."""
    with services_of(audra.people.app).database.reading() as db:
        leaves = db.scalars(select(LogEntry.leaf).where(LogEntry.log == Log.ACCESS)).all()
    theirs = max(at for at, leaf in enumerate(leaves) if of[0].encode() in leaf[:30])
    body = {"of": of, "entries": str(theirs), "ground": "finding"}
    assert audra.post("/audit/names/ask", body).status_code == 204
    page = audra.client.get("/audit/names/").get_data(as_text=True)
    return page.rpartition('data-ask="')[2][:32]


def names_of(people: People, person: Person) -> list[str]:
    """Somebody's pseudonyms, the oldest first."""
    query = select(LogActor).where(LogActor.account_id == person.id).order_by(LogActor.since)
    with services_of(people.app).database.reading() as db:
        return [row.pseudonym for row in db.scalars(query)]
