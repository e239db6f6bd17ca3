"""Compile the two hashed locks from ``pyproject.toml``, for every Python from 3.11 on. Needs uv; writes no address."""

import shutil
import subprocess

from gate.checks import ROOT


def main() -> int:
    uv = shutil.which("uv")
    if uv is None:
        print("Compiling the locks needs uv: docs.astral.sh/uv")
        return 2
    common = ["--universal", "--generate-hashes", "--python-version", "3.11", "--no-header", "--no-annotate", "--quiet"]
    plain, tests = ROOT / "requirements.txt", ROOT / "requirements-test.txt"
    compile_ = [uv, "pip", "compile", *common, str(ROOT / "pyproject.toml")]
    subprocess.run([*compile_, "-o", str(plain)], check=True)
    # Held to the plain lock's versions, so that the tests test what people run.
    subprocess.run([*compile_, "--extra", "test", "-c", str(plain), "-o", str(tests)], check=True)
    return 0
