import json

from intake.crypto.age.file import check_header
from intake.crypto.age.header import AgeError
from tests.vectors import make
from tests.vectors.fixtures import HERE, SEALED, file_named


def test_the_committed_vectors_are_what_their_generator_makes() -> None:
    kept = SEALED.read_bytes()
    for name, text in make.build().items():
        assert (HERE / name).read_text() == text, name
    assert SEALED.read_bytes() == kept  # Nothing was missing, so nothing was sealed anew.


def test_every_kept_file_is_named_by_a_vector_and_the_other_way_round() -> None:
    named: set[str] = set()
    for name in make.BUILDERS:
        for vector in json.loads((HERE / f"{name}.json").read_text())["vectors"]:
            reads = vector.get("reads", [vector])
            named |= {read["file"] for read in reads if "file" in read}
    assert named == set(json.loads(SEALED.read_text()))


def test_kept_files_are_ours_unless_they_are_meant_not_to_be() -> None:
    odd = set()
    for name in json.loads(SEALED.read_text()):
        try:
            check_header(file_named(name)[:1627])
        except AgeError:
            odd.add(name)
    assert odd == {"object forged reader", "object nothing"}
