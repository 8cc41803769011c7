"""The distribution's Firefox ESR, as it is and as hard as Tor Browser's middle level makes it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.e2e.conftest import Live
from tests.e2e.driven import tell_and_come_back
from tests.e2e.firefox import TOR_MIDDLE, firefox


@pytest.mark.usefixtures("anna")
@pytest.mark.parametrize(
    ("preferences", "wasm"), [({}, "object"), (TOR_MIDDLE, "undefined")], ids=["esr", "tor-middle"]
)
def test_a_report_is_sealed_in_firefox_and_its_box_takes_a_message(
    live: Live, tmp_path: Path, preferences: Mapping[str, object], wasm: str
) -> None:
    with firefox(tmp_path / "profile", preferences) as page:
        tell_and_come_back(page, live.base_url)
        assert page.run("return typeof WebAssembly") == wasm
