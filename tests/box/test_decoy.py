"""What an empty number is answered with: nobody without the server key can tell it from a box."""

from intake.box.decoy import make_decoy

TOKEN = bytes(range(32))
KEY = b"\x01" * 32


def test_whoever_knows_a_token_and_not_the_server_key_cannot_make_its_decoy() -> None:
    ours, others = make_decoy(KEY, TOKEN), make_decoy(b"\x02" * 32, TOKEN)
    assert ours.case.id != others.case.id
    assert ours.key != others.key
    assert not ours.files.keys() & others.files.keys()
    assert not set(ours.files.values()) & set(others.files.values())


def test_after_a_restart_the_same_token_gets_the_same_decoy() -> None:
    ours, again = make_decoy(KEY, TOKEN), make_decoy(KEY, TOKEN)
    assert (ours.key, ours.files, ours.objects) == (again.key, again.files, again.objects)
    assert ours.case.id == again.case.id
