"""The files of others that we ship: from which package, at which version, under which licence, unchanged since.

``manifest.json`` beside them says so; a test compares. ``python -m brobygger.core.vendor refresh`` fetches them anew through
``npm pack`` and writes the manifest; no node is needed to install or run Brobygger. The theme's tokens are made with
Designsystemet's own command from ``designsystemet.config.json``.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).parent / "static" / "vendor"
MANIFEST = VENDOR / "manifest.json"
SOURCES = {
    "designsystemet/designsystemet.css": ("@digdir/designsystemet-css", "1.22.0", "MIT", "dist/src/index.css"),
    "ibm-plex-sans/ibm-plex-sans-latin-400-normal.woff2": (
        "@fontsource/ibm-plex-sans", "5.3.0", "OFL-1.1", "files/ibm-plex-sans-latin-400-normal.woff2",
    ),
    "ibm-plex-sans/ibm-plex-sans-latin-600-normal.woff2": (
        "@fontsource/ibm-plex-sans", "5.3.0", "OFL-1.1", "files/ibm-plex-sans-latin-600-normal.woff2",
    ),
    "jsqr/jsQR.js": ("jsqr", "1.4.0", "Apache-2.0", "dist/jsQR.js"),
}
MADE = {"theme/theme.css": ("@digdir/designsystemet", "1.15.0", "MIT", "made from designsystemet.config.json")}


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def manifest() -> dict[str, dict[str, str]]:
    """What the folder holds now, as the manifest should say it."""
    return {
        name: {"package": package, "version": version, "licence": licence, "from": origin, "sha256": digest(VENDOR / name)}
        for name, (package, version, licence, origin) in sorted({**SOURCES, **MADE}.items())
    }


def refresh() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, (package, version, _licence, origin) in SOURCES.items():
            subprocess.run(["npm", "pack", "--silent", f"{package}@{version}"], cwd=folder, check=True)  # noqa: S603, S607 -- fixed names; a developer's own npm
            archive = next(Path(folder).glob("*.tgz"))
            with tarfile.open(archive) as packed:
                member = packed.extractfile(f"package/{origin}")
                assert member is not None  # noqa: S101 -- for the type checker: a missing member raises KeyError before
                content = member.read()
            archive.unlink()
            if name.endswith((".css", ".js")):
                lines = [line for line in content.decode().splitlines() if "sourceMappingURL" not in line]
                content = ("\n".join(lines) + "\n").encode()
            (VENDOR / name).write_bytes(content)
    MANIFEST.write_text(json.dumps(manifest(), indent=1) + "\n")


if __name__ == "__main__":
    if sys.argv[1:] != ["refresh"]:
        sys.exit("usage: python -m brobygger.core.vendor refresh")
    refresh()
