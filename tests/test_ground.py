"""The ground: locks that name no host, bundles that anyone can build again, lints that bite."""

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from intake.form.languages import SOURCE, STAFF

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = sorted(ROOT.glob("requirements*.txt"))


class Pin(NamedTuple):
    """One locked Python package."""

    requirement: Requirement
    hashes: list[str]

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        return str(self.requirement.specifier).removeprefix("==")


def read_pins(lock: Path) -> dict[str, Pin]:
    """Parse a hashed requirements file, by canonical name."""
    lines = [line for line in lock.read_text().splitlines() if not line.lstrip().startswith("#")]
    pins = {}
    for entry in "\n".join(lines).replace("\\\n", " ").splitlines():
        requirement, *hashes = entry.split(" --hash=")
        pin = Pin(Requirement(requirement.strip()), [value.strip() for value in hashes])
        pins[pin.name] = pin
    return pins


def package_lock() -> dict[str, Any]:
    lock: dict[str, Any] = json.loads((ROOT / "package-lock.json").read_text())
    return lock


def strings(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text in a JSON value, with the keys that lead to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from strings(item, (*path, key))
    elif isinstance(value, list):
        for item in value:
            yield from strings(item, path)


@pytest.mark.parametrize("lock", REQUIREMENTS, ids=lambda lock: str(lock.name))
def test_a_python_lock_pins_versions_with_hashes_and_names_no_host(lock: Path) -> None:
    assert "://" not in lock.read_text()
    pins = read_pins(lock)
    assert pins
    for pin in pins.values():
        assert re.fullmatch(r"==[0-9][^,*]*", str(pin.requirement.specifier)), pin.name
        assert pin.requirement.url is None
        assert pin.hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in pin.hashes), pin.name


def test_the_node_lock_pins_every_package_by_hash_and_names_no_registry() -> None:
    packages = package_lock()["packages"]
    for path, package in packages.items():
        assert "resolved" not in package, path
        if path and not package.get("inBundle"):  # A bundled one lies in its parent's archive.
            assert package["integrity"].startswith("sha512-"), path
    with_address = [path for path, text in strings(packages) if "://" in text]
    assert [path for path in with_address if "funding" not in path] == []


def test_the_runtime_packages_are_the_same_in_development() -> None:
    runtime = read_pins(ROOT / "requirements.txt")
    development = read_pins(ROOT / "requirements-dev.txt")
    assert {name: pin.version for name, pin in runtime.items()} == {
        name: pin.version for name, pin in development.items() if name in runtime
    }


def test_the_locks_answer_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = {"requirements.txt": project["project"]["dependencies"]}
    for group, wanted in project["dependency-groups"].items():
        asked[f"requirements-{group}.txt"] = wanted
    for lock, wanted in asked.items():
        pins = read_pins(ROOT / lock)
        for requirement in map(Requirement, wanted):
            pin = pins[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(pin.version), requirement
    package = json.loads((ROOT / "package.json").read_text())
    for kind in ("dependencies", "devDependencies"):
        assert package_lock()["packages"][""][kind] == package[kind]


def test_the_packages_in_use_are_the_locked_ones() -> None:
    for pin in read_pins(ROOT / "requirements-dev.txt").values():
        if pin.requirement.marker is None or pin.requirement.marker.evaluate():
            assert metadata.version(pin.name) == pin.version, pin.name


def build(root: Path, out: Path) -> Path:
    """Run the build of the checkout at `root` into `out`."""
    node = shutil.which("node", path=f"{ROOT}/.venv/bin{os.pathsep}{os.environ['PATH']}")
    assert node is not None
    command = [node, str(root / "intake/static/build.js"), "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True, cwd=out.parent)
    return out


@pytest.fixture(scope="module")
def built() -> Path:
    """What was built when the checkout was set up, and what all tests with a browser are served."""
    return ROOT / "intake/static/built"


@pytest.fixture(scope="module")
def inputs(built: Path) -> set[str]:
    """Every file whose code is in some bundle."""
    outputs = json.loads((built / "metafile.json").read_text())["outputs"].values()
    return {
        path for output in outputs for path, use in output["inputs"].items() if use["bytesInOutput"]
    }


OLD = "form-0000000000000000.js"


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another build, of sources in another place, into a folder that an older one was made in."""
    folder = tmp_path_factory.mktemp("again")
    elsewhere, out = folder / "a longer name for the checkout", folder / "built"
    shutil.copytree(
        ROOT / "intake/static", elsewhere / "intake/static", ignore=shutil.ignore_patterns("built")
    )
    shutil.copy(ROOT / "package.json", elsewhere)
    (elsewhere / "node_modules").symlink_to(ROOT / "node_modules")
    out.mkdir()
    (out / OLD).write_text("old")
    return build(elsewhere, out)


def test_the_same_sources_give_the_same_bytes_in_another_place(built: Path, again: Path) -> None:
    names = {path.name for path in built.iterdir()}
    assert names == {path.name for path in again.iterdir()} - {OLD}
    for name in names - {"metafile.json"}:
        assert (built / name).read_bytes() == (again / name).read_bytes(), name


def test_a_second_build_removes_what_the_manifest_no_longer_names(again: Path) -> None:
    assert not (again / OLD).exists()


def test_a_file_is_named_by_its_content_and_the_manifest_tells_its_integrity(built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text())
    scripts = {"form.js", "sealing.js", "box.js", "proving.js"}
    scripts |= {"staff.js", "argon2.js", "desk.js", "deskkeys.js"}
    assert scripts | {"public.css", "help.css", "staff.css", "desk.css"} <= set(manifest)
    for asset in manifest.values():
        content = (built / asset["file"]).read_bytes()
        digest = hashlib.sha256(content)
        assert f"-{digest.hexdigest()[:16]}." in asset["file"]
        assert asset["integrity"] == f"sha256-{base64.b64encode(digest.digest()).decode()}"
        assert asset["bytes"] == len(content)
        assert str(ROOT).encode() not in content


#: Folders of static/js in one order: each imports itself and what stands below; "" is static/js.
ORDER = (
    "pages",
    "pages/auditor",
    "pages/people",
    "pages/admin",
    "pages/later",
    "pages/auth",
    "desk",
    "desk/views",
    "desk/views/list",
    "desk/views/case",
    "desk/views/case/writing",
    "desk/views/case/acts",
    "desk/views/case/acts/deciding",
    "desk/views/case/acts/holding",
    "desk/views/case/reading",
    "desk/parts/act",
    "desk/parts",
    "desk/state/case",
    "desk/state/list",
    "desk/state",
    "desk/data/case",
    "desk/data",
    "desk/model/case",
    "desk/model/report",
    "desk/model/text",
    "desk/model/list",
    "desk/model",
    "desk/keys",
    "desk/keys/case",
    "desk/keys/memory",
    "staff/desk",
    "staff/session",
    "staff/roster",
    "staff",
    "words",
    "words/en",
    "words/en/staff",
    "public/box",
    "public/form",
    "public/questions",
    "public/sealing",
    "public",
    "form",
    "",
    "crypto/roster/aloud",
    "crypto/roster",
    "crypto/case/sealing",
    "crypto/case/reading",
    "crypto/case/acts",
    "crypto/case",
    "crypto/tlog",
    "crypto/age",
    "crypto",
    "generated",
    "libraries",
)


def folder_of(path: str) -> str:
    """Return the folder of static/js a module lies in."""
    inside = path.partition("static/js/")[2]
    return inside.rpartition("/")[0] if inside else "libraries"


def may_import(importer: str, imported: str) -> bool:
    """Tell whether one folder may import another: downwards, and no staff page the public's."""
    if importer.startswith("staff") and imported.startswith("public"):
        return False
    return ORDER.index(importer) <= ORDER.index(imported)


def test_modules_of_the_browser_import_downwards_only(built: Path) -> None:
    modules = json.loads((built / "metafile.json").read_text())["inputs"]
    own = {path: found for path, found in modules.items() if "static/js/" in path}
    assert {folder_of(path) for path in own} == set(ORDER) - {"libraries"}
    wrong = [
        (path, imported["path"])
        for path, found in own.items()
        for imported in found["imports"]
        if not may_import(folder_of(path), folder_of(imported["path"]))
    ]
    assert wrong == []


def test_no_bundle_of_reporters_holds_a_module_of_the_staff(built: Path) -> None:
    outputs = json.loads((built / "metafile.json").read_text())["outputs"]
    for name in ("form.js", "sealing.js", "box.js", "proving.js"):
        inside = set(outputs[f"built/{name}"]["inputs"])
        assert [path for path in inside if re.search(r"js/(staff|desk|words)/", path)] == []


def inside(built: Path, name: str) -> set[str]:
    """The modules whose code is in one bundle."""
    used = json.loads((built / "metafile.json").read_text())["outputs"][f"built/{name}"]["inputs"]
    return {path for path, use in used.items() if use["bytesInOutput"]}


def test_the_desk_opens_and_derives_in_its_worker_alone(built: Path) -> None:
    """No code that could use a key is in the page, so that no key has a reason to be."""
    opening = re.compile(r"@noble/|js/crypto/(ed25519|keys)|js/desk/keys/(?!port)")
    assert any(opening.search(path) for path in inside(built, "deskkeys.js"))
    assert [path for path in inside(built, "desk.js") if opening.search(path)] == []
    shown = re.compile(r"node_modules/@?preact|js/desk/(views|state|parts)|dom\.js|js/words/")
    assert [path for path in inside(built, "deskkeys.js") if shown.search(path)] == []


def test_the_form_moves_without_cryptography_and_what_seals_holds_no_question(built: Path) -> None:
    sealing = re.compile(r"@noble/|js/crypto/(age|ed25519|keys|case/(sealing|receipts|objects))")
    assert any(sealing.search(path) for path in inside(built, "sealing.js"))
    assert [path for path in inside(built, "form.js") if sealing.search(path)] == []
    moving = re.compile(r"js/form/|js/public/(form|questions)/")
    assert [path for path in inside(built, "sealing.js") if moving.search(path)] == []


def test_the_desk_and_its_worker_are_small(built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text())
    assert manifest["desk.js"]["gzip"] + manifest["deskkeys.js"]["gzip"] <= 75_000


@pytest.mark.parametrize("tag", [tag for tag in STAFF if tag != SOURCE])
def test_a_bundle_in_another_language_has_every_word_in_it_and_is_little_larger(
    built: Path, tag: str
) -> None:
    """English is shorter than most languages; what lacks nothing marks nothing either."""
    manifest = json.loads((built / "manifest.json").read_text())
    assert manifest[f"desk.{tag}.js"]["gzip"] + manifest["deskkeys.js"]["gzip"] <= 78_000
    for name in (f"desk.{tag}.js", f"staff.{tag}.js"):
        english = inside(built, name.replace(f".{tag}", ""))
        assert inside(built, name) == english, name
        code = (built / manifest[name]["file"]).read_text()
        assert f'"{STAFF[tag].dates}"' in code
        assert [each for each in ("Skip to the list", "Fill in all three.") if each in code] == []


def test_each_noble_package_is_in_the_bundles_once(inputs: set[str]) -> None:
    found = [re.match(r"(.*)(@(?:noble|scure)/[^/]+)/", path) for path in inputs]
    copies = {match.groups() for match in found if match}
    names = [name for _, name in copies]
    wanted = ("ciphers", "curves", "ed25519", "hashes", "post-quantum")
    assert {f"@noble/{name}" for name in wanted} <= set(names)
    assert sorted(set(names)) == sorted(names), copies


def test_no_bundle_holds_scrypt_or_sha2_or_a_curve_it_does_not_need(inputs: set[str]) -> None:
    unwanted = r"@noble/(hashes/(scrypt|sha2)|curves/(nist|abstract/(weierstrass|edwards)))\.js$"
    assert [path for path in inputs if re.search(unwanted, path)] == []


def test_no_bundle_carries_the_texts_of_errors_of_the_libraries(built: Path) -> None:
    """Nobody reads them, and a reporter would download 900 bytes more (silence.js)."""
    library = (ROOT / "node_modules/@noble/hashes/utils.js").read_text()
    text = re.compile(r"Error\(['\"`]([a-z][\w ]{12,})")
    said = set(text.findall(library))
    assert said
    bundles = {path.name: path.read_text() for path in built.glob("*.js")}
    assert [(name, each) for name, code in bundles.items() for each in said if each in code] == []


def test_no_call_after_an_optional_chain_spreads_its_arguments(built: Path) -> None:
    """Chrome errs in it before version 91, and the build leaves `?.` as it is (build.js)."""
    spread = re.compile(r"\?\.[\w$.]*\([^()]*\.\.\.")
    assert spread.search("main?.append(...parts)")
    assert [path.name for path in built.glob("*.js") if spread.search(path.read_text())] == []


def lint(folder: Path, source: str, name: str = "sample.js") -> set[int]:
    """Numbers of the lines in which biome finds an error, for a module of the browser's."""
    sample = folder / "intake/static/js" / name
    sample.parent.mkdir(parents=True)
    sample.write_text(source)
    shutil.copy(ROOT / "biome.json", folder)
    shutil.copytree(ROOT / "deploy", folder / "deploy")
    env = {**os.environ, "PATH": f"{ROOT}/.venv/bin{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [ROOT / "node_modules/.bin/biome", "lint", "--reporter=github"],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.findall(r"^::error .*?\bline=(\d+)", done.stdout + done.stderr, re.MULTILINE)
    return {int(line) for line in found}


def test_every_way_to_make_html_from_a_string_fails_the_lint(tmp_path: Path) -> None:
    sinks = [
        'node.innerHTML = "x";',
        'node.outerHTML += "x";',
        'node?.insertAdjacentHTML("beforeend", "x");',
        'node["innerHTML"] = "x";',
        "export const { innerHTML: html } = node;",
        'document.write("x");',
        'new DOMParser().parseFromString("x", "text/html");',
        'node.setAttribute("srcdoc", "x");',
    ]
    lines = ["const node = document.body;", 'node.textContent = "innerHTML is a word";', *sinks]
    assert lint(tmp_path, "\n".join(lines) + "\n") == set(range(3, 3 + len(sinks)))


def test_every_way_to_make_html_from_a_string_in_a_view_fails_the_lint(tmp_path: Path) -> None:
    sinks = [
        'export const a = <p dangerouslySetInnerHTML={{ __html: "x" }} />;',
        'export const b = <p innerHTML="x" />;',
        'export const c = <p outerHTML="x" />;',
        'export const d = <iframe title="x" srcdoc="x" />;',
        'export const e = <iframe title="x" srcDoc="x" />;',
        "export const f = [1].map((one) => <p>{one}</p>);",  # Rows without a key change places.
    ]
    lines = ["export const g = <p>innerHTML, srcdoc</p>;", *sinks]
    found = lint(tmp_path, "\n".join(lines) + "\n", "sample.jsx")
    assert found == set(range(2, 2 + len(sinks)))


def test_functions_newer_than_chrome_80_fail_the_lint(tmp_path: Path) -> None:
    newer = [
        "document.body.replaceChildren();",
        "structuredClone({});",
        "crypto.randomUUID();",
        'new Intl.DisplayNames(["en"], { type: "region" });',
    ]
    assert lint(tmp_path, "\n".join(["document.body.append();", *newer]) + "\n") == {2, 3, 4, 5}
