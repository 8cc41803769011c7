"""Files that browsers fetch: built bundles and data, under names that hold their hash.

``intake/static/build.js`` writes ``built/manifest.json``; data made at start is added to it. What a
name stands for never changes, so the answer may be kept for ever; everything is packed once.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from intake.web.files.packed import PackedBytes, pack
from intake.web.headers import CSP, WORKERS

BUILT = Path(__file__).parents[2] / "static" / "built"
FOREVER = "public, max-age=31536000, immutable"
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
}


class AssetError(Exception):
    """The built folder is missing or does not match its manifest; the text is one line."""


@dataclass(frozen=True)
class Asset:
    """One file: its path on the web, its subresource integrity, and its bytes."""

    url: str
    integrity: str
    packed: PackedBytes

    @property
    def text(self) -> str:
        """The content, for a page that carries it inline."""
        return self.packed.plain.decode()


@dataclass
class Assets:
    """All files, by the name templates use (``form.js``) and by the name on the web."""

    by_name: dict[str, Asset] = field(default_factory=dict)
    by_file: dict[str, Asset] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Asset:
        """Return the asset of that name."""
        return self.by_name[name]

    @property
    def build(self) -> str:
        """Name this build: 16 hexadecimal digits that differ when any file does."""
        names = "\n".join(sorted(self.by_file))
        return hashlib.sha256(names.encode()).hexdigest()[:16]

    def add(self, name: str, body: bytes) -> Asset:
        """Add a file; its name on the web gets a hash of its content.

        Args:
            name: Such as ``form.js``.
            body: Its content.
        """
        stem, _, suffix = name.partition(".")
        return self.keep(name, f"{stem}-{hashlib.sha256(body).hexdigest()[:16]}.{suffix}", body)

    def keep(self, name: str, file: str, body: bytes) -> Asset:
        """Add a file that has its name on the web already."""
        headers = {"Content-Type": TYPES[Path(name).suffix], "Cache-Control": FOREVER}
        if name in WORKERS:
            headers[CSP] = WORKERS[name]
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        asset = Asset(f"/static/{file}", f"sha256-{digest}", pack(body, headers))
        self.by_name[name] = self.by_file[file] = asset
        return asset


def load_assets(folder: Path = BUILT) -> Assets:
    """Read what the build wrote.

    Raises:
        AssetError: There is no manifest, or a file differs from what it says.
    """
    assets = Assets()
    try:
        manifest: Mapping[str, Mapping[str, str]] = json.loads(
            (folder / "manifest.json").read_text(encoding="utf-8")
        )
        for name, entry in manifest.items():
            asset = assets.keep(name, entry["file"], (folder / entry["file"]).read_bytes())
            if asset.integrity != entry["integrity"]:
                raise AssetError(f"{entry['file']} is not what manifest.json says: build again")
    except FileNotFoundError as error:
        raise AssetError(f"no {Path(str(error.filename)).name} in built/: run `make`") from error
    return assets
